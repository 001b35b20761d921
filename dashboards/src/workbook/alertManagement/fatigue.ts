import { COLOURS } from '../../description/colours.js';
import { dimension, distinct, each, sum } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { BY_SEVERITY, CHOSEN, mayBeEmpty, VIEW } from './alerts.js';

export const noisiest: WorkbookSheet = {
  id: 'noisiest',
  title: 'Fatigue: what alerts most often',
  description:
    'Alerts by what they speak of. A feature that alerts again and again tells nobody anything: promote a new reference, or raise its threshold. Click one to see only its alerts.',
  grain: ['alert', 'model', 'feature', 'severity'],
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

export const notifications: WorkbookSheet = {
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
