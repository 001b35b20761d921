import { COLOURS } from '../description/colours.js';
import { attribute, dimension, distinct, each, exact, largest, median, sum } from '../description/pill.js';
import { SEVERITY } from '../description/scale.js';
import type { SheetFilter, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { alertManagement as onGrafana } from '../pages/alertManagement.js';
import { wordsOf } from './fields.js';

const VIEW = 'v1_alerts';
const BY_SEVERITY = { pill: dimension('severity'), words: wordsOf(SEVERITY) };
const mayBeEmpty = 'no alert may have fired';
const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('feature') },
  { kind: 'choice', pill: dimension('severity') },
  { kind: 'range', pill: exact('starts_at_utc') },
];

const active: WorkbookSheet = {
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

const overTime: WorkbookSheet = {
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

const times: WorkbookSheet = {
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
  label: [],
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

const history: WorkbookSheet = {
  id: 'alert-history',
  title: 'History of alerts',
  description: 'Every alert, the newest first: what became of it, and how often people were told.',
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
  filters: CHOSEN,
  sorts: [{ pill: dimension('starts_at_utc'), by: largest('starts_at_utc'), descending: true }],
  fit: 'width',
  mayBeEmpty,
};

const noisiest: WorkbookSheet = {
  id: 'noisiest',
  title: 'Fatigue: what alerts most often',
  description:
    'Alerts by what they speak of. A feature that alerts again and again tells nobody anything: promote a new reference, or raise its threshold. Click one to see only its alerts.',
  grain: ['alert', 'model', 'feature'],
  view: VIEW,
  mark: 'Bar',
  rows: ['alert_name', 'model', 'feature'].map(dimension),
  columns: [distinct('alert_id')],
  colour: BY_SEVERITY,
  tooltip: [
    dimension('alert_name'),
    ' of ',
    dimension('feature'),
    ' (',
    dimension('model'),
    '): ',
    distinct('alert_id'),
    ' ',
    dimension('severity'),
    ' alerts, of which people were told ',
    sum('notifications'),
    ' times.',
  ],
  filters: CHOSEN,
  sorts: [{ pill: dimension('feature'), by: distinct('alert_id'), descending: true }],
  fit: 'width',
  mayBeEmpty,
};

const notifications: WorkbookSheet = {
  id: 'notifications-a-day',
  title: 'Fatigue: notifications a day',
  description:
    'How many notifications went out on each day, each counted once however many alerts it spoke of. More than a person can look at is as good as none.',
  grain: ['time'],
  view: 'v1_alert_events',
  mark: 'Bar',
  rows: [distinct('notification_id')],
  columns: [each('day', 'occurred_at_utc')],
  colour: { colour: COLOURS.current },
  tooltip: [distinct('notification_id'), ' notifications went out on ', each('day', 'occurred_at_utc'), '.'],
  filters: [{ kind: 'members', pill: dimension('event'), members: ['notified'] }],
  fit: 'all',
  mayBeEmpty: 'nobody may have been told of anything',
};

export const alertManagement: WorkbookPage = {
  id: onGrafana.id,
  title: 'Alert Management',
  description: onGrafana.description,
  cards: [
    { sheet: history.id, pill: dimension('model'), title: 'Model' },
    { sheet: history.id, pill: dimension('feature'), title: 'Feature' },
    { sheet: history.id, pill: dimension('severity'), title: 'Severity' },
    { sheet: history.id, pill: exact('starts_at_utc'), title: 'Time' },
  ],
  parameters: [],
  lines: [
    [{ sheet: active, width: 24, height: 9 }],
    [
      { sheet: overTime, width: 14, height: 8 },
      { sheet: times, width: 10, height: 8 },
    ],
    [{ sheet: history, width: 24, height: 12 }],
    [
      { sheet: noisiest, width: 12, height: 9 },
      { sheet: notifications, width: 12, height: 9 },
    ],
  ],
  actions: [
    {
      title: 'Only alerts like this',
      from: noisiest.id,
      does: 'filter',
      fields: ['alert_name', 'model', 'feature'],
      on: 'select',
    },
    {
      title: 'The same feature',
      from: active.id,
      does: 'highlight',
      fields: ['model', 'feature'],
      on: 'hover',
    },
    {
      title: 'Look at this feature',
      from: active.id,
      does: 'filter',
      to: 'feature-analysis',
      fields: ['model', 'feature'],
      on: 'menu',
    },
  ],
};
