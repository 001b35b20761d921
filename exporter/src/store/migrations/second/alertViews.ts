import { alertViews as firstViews } from '../first/alertViews.js';
import type { View, ViewColumn } from '../view.js';

/** Columns that come after those of the first version. */
const added: Readonly<Record<string, readonly ViewColumn[]>> = {
  v1_alerts: [['ends_at', 't.ends_at', 'When Alertmanager said that it ended; empty while it fires.']],
  v1_alert_events: [
    [
      'notification_id',
      't.notification_id',
      'The notification that it belongs to, which may speak of many alerts; of notified only.',
    ],
    ['fingerprint', 'a.fingerprint', "Alertmanager's name for the alert's set of labels."],
  ],
};

export const alertViews: readonly View[] = firstViews.map((view) => ({
  ...view,
  columns: [...view.columns, ...(added[view.name] ?? [])],
}));

export const expectations: View = {
  name: 'v1_expectations',
  comment: 'Facts: one row for each change that somebody said is expected; until then the feature is muted.',
  columns: [
    ['expectation_id', 't.id', 'Number of the expectation.'],
    ['model', 't.model', 'The model.'],
    ['feature', 't.feature', 'The feature that is expected to drift.'],
    ['expected_until', 't.until', 'Until when it is expected.'],
    ['comment', 't.comment', 'Why.'],
    ['actor', 't.actor', 'Who said so.'],
    ['created_at', 't.created_at', 'When it was said.'],
    ['ended_at', 't.ended_at', 'When somebody ended it early, or said something else in its place.'],
    ['ended_by', 't.ended_by', 'Who did.'],
    ['active', 't.ended_at IS NULL AND t.until > now()', 'Whether the feature is muted now.'],
  ],
  from: 'FROM drift.expectations t',
};
