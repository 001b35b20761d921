/** What was said to whom, and what people did about it. */
export const alertTables = `
CREATE TABLE drift.alerts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint text NOT NULL,
  name text NOT NULL,
  model text,
  feature text,
  segment text NOT NULL DEFAULT '',
  team text,
  severity text,
  status text NOT NULL,
  summary text,
  description text,
  runbook_url text,
  labels jsonb NOT NULL DEFAULT '{}',
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at timestamptz,
  silenced boolean NOT NULL DEFAULT false,
  inhibited boolean NOT NULL DEFAULT false,
  notifications integer NOT NULL DEFAULT 0,
  UNIQUE (fingerprint, starts_at)
);
CREATE INDEX alerts_starts_at ON drift.alerts (starts_at);

CREATE TABLE drift.alert_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id bigint NOT NULL REFERENCES drift.alerts ON DELETE CASCADE,
  occurred_at timestamptz NOT NULL,
  event text NOT NULL,
  actor text,
  detail text
);
CREATE INDEX alert_events_alert ON drift.alert_events (alert_id, occurred_at);
`;

/** The audit log takes rows and never gives one back. `audit_head` names its last row, so that a cut end shows. */
export const auditTables = `
CREATE TABLE drift.audit (
  sequence bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject jsonb NOT NULL,
  detail jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL
);

CREATE TABLE drift.audit_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  sequence bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO drift.audit_head (sequence, hash) VALUES (0, '');

CREATE FUNCTION drift.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON drift.audit
  FOR EACH STATEMENT EXECUTE FUNCTION drift.refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON drift.audit FROM PUBLIC;
REVOKE UPDATE, DELETE, TRUNCATE ON drift.audit FROM CURRENT_USER;
`;
