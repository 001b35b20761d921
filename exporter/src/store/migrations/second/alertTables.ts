/**
 * What makes the history of alerts exact: each thing that happened has a key, so that it is kept once, whoever reports it
 * and how often; and a notification is a thing of its own, since one speaks of many alerts.
 */
export const alertTables = `
ALTER TABLE drift.alerts
  ADD COLUMN sightings jsonb NOT NULL DEFAULT '[]';
CREATE UNIQUE INDEX alerts_open ON drift.alerts (fingerprint) WHERE resolved_at IS NULL;
CREATE INDEX alerts_resolved_at ON drift.alerts (resolved_at);
CREATE INDEX alerts_model ON drift.alerts (model, feature);

CREATE TABLE drift.alert_notifications (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  content text NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX alert_notifications_content ON drift.alert_notifications (content, received_at);

ALTER TABLE drift.alert_events
  ADD COLUMN event_key text NOT NULL DEFAULT gen_random_uuid()::text,
  ADD COLUMN sighting timestamptz,
  ADD COLUMN notification_id bigint,
  ADD CONSTRAINT alert_events_once UNIQUE (alert_id, event_key);

CREATE TABLE drift.alert_totals (
  model text NOT NULL,
  kind text NOT NULL,
  label text NOT NULL,
  value float8 NOT NULL,
  PRIMARY KEY (model, kind, label)
);
`;

/** Changes that people expect, and that mute a feature until a date. */
export const expectationTables = `
CREATE TABLE drift.expectations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL,
  feature text NOT NULL,
  until timestamptz NOT NULL,
  comment text NOT NULL,
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text
);
CREATE UNIQUE INDEX expectations_current ON drift.expectations (model, feature) WHERE ended_at IS NULL;
`;

/** What replicas must share and nobody may see. */
export const secretTables = `
CREATE TABLE drift.secrets (
  name text PRIMARY KEY,
  value text NOT NULL
);
`;
