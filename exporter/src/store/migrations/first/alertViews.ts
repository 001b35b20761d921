import { SEVERITY_ORDER, severityOrder, type View } from '../view.js';

const seconds = (from: string, to: string): string => `extract(epoch FROM ${to} - ${from})::float8`;

const alerts: View = {
  name: 'v1_alerts',
  comment: 'Facts: one row an alert, from its first firing to its resolution.',
  columns: [
    ['alert_id', 't.id', 'Number of the alert.'],
    ['fingerprint', 't.fingerprint', "Alertmanager's name for its set of labels."],
    ['alert_name', 't.name', 'Name of the rule.'],
    ['model', 't.model', 'The model that it speaks of.'],
    ['feature', 't.feature', 'The feature that it speaks of; empty where it is about a whole model.'],
    ['segment', 't.segment', 'Empty for all rows, else column=value.'],
    ['team', 't.team', 'Who is told.'],
    ['severity', 't.severity', 'small, significant, or critical.'],
    ['severity_order', severityOrder('t.severity'), SEVERITY_ORDER],
    ['status', 't.status', 'firing, acknowledged, silenced, inhibited, or resolved.'],
    ['starts_at', 't.starts_at', 'When it began to fire.'],
    ['acknowledged_at', 't.acknowledged_at', 'When a person took it on.'],
    ['acknowledged_by', 't.acknowledged_by', 'Who took it on.'],
    ['resolved_at', 't.resolved_at', 'When it was over.'],
    ['seconds_to_acknowledge', seconds('t.starts_at', 't.acknowledged_at'), 'From firing to being taken on.'],
    ['seconds_to_resolve', seconds('t.starts_at', 't.resolved_at'), 'From firing to being over.'],
    ['silenced', 't.silenced', 'Whether a silence kept it quiet.'],
    ['inhibited', 't.inhibited', 'Whether another alert kept it quiet.'],
    ['notifications', 't.notifications', 'Notifications that were sent.'],
    ['summary', 't.summary', 'What has happened, in a sentence.'],
    ['description', 't.description', 'What has happened, at length.'],
    ['runbook_url', 't.runbook_url', 'What to do about it.'],
  ],
  from: 'FROM drift.alerts t',
};

const alertEvents: View = {
  name: 'v1_alert_events',
  comment: 'Facts: one row for each thing that happened to an alert.',
  columns: [
    ['event_id', 't.id', 'Number of the event.'],
    ['alert_id', 't.alert_id', 'The alert, as in v1_alerts.'],
    ['occurred_at', 't.occurred_at', 'When it happened.'],
    ['event', 't.event', 'fired, notified, acknowledged, silenced, inhibited, expected, or resolved.'],
    ['actor', 't.actor', 'Who did it; empty where nobody did.'],
    ['detail', 't.detail', 'More about it, in words.'],
    ['alert_name', 'a.name', "Name of the alert's rule."],
    ['model', 'a.model', 'The model that the alert speaks of.'],
    ['feature', 'a.feature', 'The feature that the alert speaks of.'],
    ['severity', 'a.severity', 'Severity of the alert.'],
    ['severity_order', severityOrder('a.severity'), SEVERITY_ORDER],
  ],
  from: 'FROM drift.alert_events t JOIN drift.alerts a ON a.id = t.alert_id',
};

export const alertViews: readonly View[] = [alerts, alertEvents];
