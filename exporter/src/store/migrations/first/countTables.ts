/** Models and what their data is compared with. */
export const referenceTables = `
CREATE TABLE drift.models (
  model text PRIMARY KEY,
  team text,
  source text,
  time_zone text,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE drift."references" (
  model text NOT NULL,
  version text NOT NULL,
  created_at timestamptz NOT NULL,
  promoted_at timestamptz,
  active boolean NOT NULL DEFAULT false,
  rows double precision NOT NULL,
  definition text NOT NULL,
  excluded jsonb NOT NULL,
  PRIMARY KEY (model, version)
);
CREATE UNIQUE INDEX references_active ON drift."references" (model) WHERE active;

CREATE TABLE drift.reference_features (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL,
  version text NOT NULL,
  feature text NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  definition jsonb NOT NULL,
  grid bytea NOT NULL,
  profile bytea NOT NULL,
  UNIQUE (model, version, feature),
  FOREIGN KEY (model, version) REFERENCES drift."references" ON DELETE CASCADE
);

CREATE TABLE drift.reference_buckets (
  reference_feature_id integer NOT NULL REFERENCES drift.reference_features ON DELETE CASCADE,
  bucket_start timestamptz NOT NULL,
  rows double precision NOT NULL,
  blob bytea NOT NULL,
  PRIMARY KEY (reference_feature_id, bucket_start)
);

CREATE TABLE drift.calibrations (
  model text NOT NULL,
  version text NOT NULL,
  calibration jsonb NOT NULL,
  PRIMARY KEY (model, version),
  FOREIGN KEY (model, version) REFERENCES drift."references" ON DELETE CASCADE
);
`;

/**
 * What was counted. A series stands for its model, version, segment and feature, so that rows by the million hold a number
 * in place of four texts. A model that is dropped leaves its series without a model, for retention to clear.
 */
export const countTables = `
CREATE TABLE drift.series (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text,
  version text NOT NULL,
  segment text NOT NULL,
  feature text NOT NULL,
  kind text NOT NULL,
  UNIQUE (model, version, segment, feature)
);

CREATE TABLE drift.profiles (
  bucket_start timestamptz NOT NULL,
  series_id integer NOT NULL,
  bucket_length integer,
  rows double precision NOT NULL,
  writer text NOT NULL,
  blob bytea NOT NULL,
  PRIMARY KEY (series_id, bucket_start, writer)
);
COMMENT ON COLUMN drift.profiles.bucket_length IS 'Seconds; empty where the writer did not say. Roll-up makes days.';

CREATE TABLE drift.positions (
  model text NOT NULL,
  version text NOT NULL,
  writer text NOT NULL,
  closed_until timestamptz NOT NULL,
  counted_from timestamptz NOT NULL,
  shift double precision NOT NULL,
  PRIMARY KEY (model, version, writer)
);

CREATE TABLE drift.counters (
  series_id integer NOT NULL,
  writer text NOT NULL,
  counts double precision[] NOT NULL,
  sum double precision NOT NULL,
  PRIMARY KEY (series_id, writer)
);
`;
