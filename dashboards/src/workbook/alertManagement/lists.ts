import { attribute, dimension, largest } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { BY_SEVERITY, CHOSEN, mayBeEmpty, VIEW } from './alerts.js';

export const active: WorkbookSheet = {
  id: 'active-alerts',
  title: 'Active alerts',
  description: 'Every alert that is not over, the most severe first: since when, and who has taken it on.',
  grain: ['alert'],
  view: VIEW,
  mark: 'Square',
  rows: ['severity', 'starts_at_utc', 'alert_name', 'model', 'feature', 'status', 'acknowledged_by'].map(
    dimension,
  ),
  columns: [],
  colour: BY_SEVERITY,
  detail: [dimension('alert_id')],
  tooltip: [attribute('summary'), '\n', attribute('description'), '\nWhat to do: ', attribute('runbook_url')],
  filters: [{ kind: 'without', pill: dimension('status'), members: ['resolved'] }, ...CHOSEN],
  sorts: [
    { pill: dimension('severity'), by: largest('severity_order'), descending: true },
    { pill: dimension('starts_at_utc'), by: largest('starts_at_utc'), descending: true },
  ],
  fit: 'width',
  mayBeEmpty,
};

export const history: WorkbookSheet = {
  id: 'alert-history',
  title: 'History of alerts',
  description:
    'The latest five hundred alerts, the newest first: what became of each, and how often people were told.',
  grain: ['alert'],
  view: VIEW,
  mark: 'Square',
  rows: [
    'starts_at_utc',
    'severity',
    'alert_name',
    'model',
    'feature',
    'status',
    'resolved_at_utc',
    'notifications',
  ].map(dimension),
  columns: [],
  colour: BY_SEVERITY,
  detail: [dimension('alert_id')],
  tooltip: [
    attribute('summary'),
    '\nTaken on by ',
    attribute('acknowledged_by'),
    ' at ',
    attribute('acknowledged_at_utc'),
    ' UTC; people were told ',
    dimension('notifications'),
    ' times.',
  ],
  filters: [...CHOSEN, { kind: 'top', pill: dimension('alert_id'), count: 500, by: 'starts_at_utc' }],
  sorts: [
    { pill: dimension('starts_at_utc'), by: largest('starts_at_utc'), descending: true },
    { pill: dimension('severity'), by: largest('severity_order'), descending: true },
  ],
  fit: 'width',
  mayBeEmpty,
};
