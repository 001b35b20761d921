import { dimension, distinct, each, largest, median } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { BY_SEVERITY, CHOSEN, mayBeEmpty, VIEW } from './alerts.js';

export const overTime: WorkbookSheet = {
  id: 'alerts-over-time',
  title: 'Alerts by week',
  description: 'How many alerts began in each week, by severity.',
  grain: ['severity', 'time'],
  view: VIEW,
  mark: 'Bar',
  rows: [distinct('alert_id')],
  columns: [each('week', 'starts_at_utc')],
  colour: BY_SEVERITY,
  tooltip: [
    distinct('alert_id'),
    ' ',
    dimension('severity'),
    ' alerts began in the week of ',
    each('week', 'starts_at_utc'),
    '.',
  ],
  filters: CHOSEN,
  fit: 'all',
  mayBeEmpty,
};

export const times: WorkbookSheet = {
  id: 'resolution-times',
  title: 'Typical time to acknowledge and to resolve',
  description:
    'The median number of hours from an alert until somebody took it on, and until it was over, by severity.',
  grain: ['severity'],
  view: VIEW,
  mark: 'Bar',
  rows: [dimension('severity')],
  columns: [median('to_acknowledge_hours'), median('to_resolve_hours')],
  colour: BY_SEVERITY,
  tooltip: [
    'Of ',
    distinct('alert_id'),
    ' ',
    dimension('severity'),
    ' alerts, half were taken on within ',
    median('to_acknowledge_hours'),
    ' hours and over within ',
    median('to_resolve_hours'),
    ' hours.',
  ],
  filters: CHOSEN,
  sorts: [{ pill: dimension('severity'), by: largest('severity_order'), descending: true }],
  fit: 'all',
  mayBeEmpty,
};
