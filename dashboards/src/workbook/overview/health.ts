import { attribute, dimension, distinct, each, largest, sum } from '../../description/pill.js';
import { SEVERITY, SUCCESS } from '../../description/scale.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { wordsOf } from '../fields.js';

export const recentAlerts: WorkbookSheet = {
  id: 'recent-alerts',
  title: 'Recent alerts',
  description:
    'The latest alerts, the newest first: what they spoke of, how severe they are and what became of them.',
  grain: ['alert'],
  view: 'v1_alerts',
  mark: 'Square',
  rows: ['starts_at_utc', 'severity', 'status', 'alert_name', 'model', 'feature'].map(dimension),
  columns: [],
  colour: { pill: dimension('severity'), words: wordsOf(SEVERITY) },
  detail: [dimension('alert_id')],
  tooltip: [attribute('summary'), '\n', attribute('description')],
  filters: [{ kind: 'top', pill: dimension('alert_id'), count: 15, by: 'starts_at_utc' }],
  sorts: [
    { pill: dimension('starts_at_utc'), by: largest('starts_at_utc'), descending: true },
    { pill: dimension('severity'), by: largest('severity_order'), descending: true },
  ],
  fit: 'width',
  mayBeEmpty: 'no alert may have fired',
};

export const health: WorkbookSheet = {
  id: 'system-health',
  title: 'System health: checks by week',
  description:
    'How many checks of each model succeeded and failed. A week without a check is a week without a verdict.',
  grain: ['model', 'time', 'outcome'],
  view: 'v1_checks',
  mark: 'Bar',
  rows: [dimension('model'), distinct('started_at_utc')],
  columns: [each('week', 'started_at_utc')],
  colour: {
    pill: dimension('succeeded'),
    words: wordsOf(SUCCESS).map(([word, colour]) => [word === 'ok' ? 'true' : 'false', colour] as const),
  },
  tooltip: [
    distinct('started_at_utc'),
    ' checks of ',
    dimension('model'),
    ' in this week; succeeded: ',
    dimension('succeeded'),
    '.\nRows counted: ',
    sum('rows'),
  ],
  filters: [],
  fit: 'all',
};
