import { scoreColumns } from '../../scoreColumns.js';

/** What was found. */
export const resultTables = `
CREATE TABLE drift.scores (
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  series_id integer NOT NULL,
  drifted boolean,
  window_name text NOT NULL,
  severity text NOT NULL,
  reason text NOT NULL,
${Object.entries(scoreColumns)
  .map(([name, { type }]) => `  ${name} ${type},`)
  .join('\n')}
  other_statistics jsonb,
  PRIMARY KEY (series_id, window_name, window_end)
);

-- what the views of the present look at, in place of a search through all scores
CREATE TABLE drift.latest_scores (
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  series_id integer NOT NULL,
  drifted boolean,
  window_name text NOT NULL,
  severity text NOT NULL,
  psi double precision,
  PRIMARY KEY (series_id, window_name)
);

CREATE TABLE drift.distribution_cells (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  series_id integer NOT NULL,
  digest text NOT NULL,
  uppers double precision[],
  categories text[],
  reference double precision[] NOT NULL,
  reference_missing double precision NOT NULL,
  UNIQUE (series_id, digest)
);

CREATE TABLE drift.distributions (
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  cells_id bigint NOT NULL,
  current_missing double precision NOT NULL,
  series_id integer NOT NULL,
  window_name text NOT NULL,
  current double precision[] NOT NULL,
  PRIMARY KEY (series_id, window_name, window_end)
);

CREATE TABLE drift.activities (
  model text NOT NULL,
  segment text NOT NULL,
  feature text NOT NULL,
  version text NOT NULL,
  active boolean NOT NULL,
  since timestamptz,
  state jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (model, segment, feature)
);

CREATE TABLE drift.checks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL,
  version text NOT NULL,
  writer text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  stages jsonb NOT NULL,
  rows double precision NOT NULL,
  buckets integer NOT NULL,
  features integer NOT NULL,
  failed_features integer NOT NULL,
  error text NOT NULL,
  watermark timestamptz,
  commit text NOT NULL,
  UNIQUE (model, started_at, writer)
);

CREATE TABLE drift.data_quality (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL,
  version text,
  segment text NOT NULL DEFAULT '',
  feature text NOT NULL DEFAULT '',
  window_name text NOT NULL,
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  rows double precision,
  quality_score double precision,
  quarantined_rows double precision,
  reason text
);
CREATE INDEX data_quality_model ON drift.data_quality (model, window_end);

CREATE TABLE drift.importance (
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  series_id integer NOT NULL,
  window_name text NOT NULL,
  method text,
  importance_ratio double precision,
  importance_rank integer,
  reference_importance_ratio double precision,
  reference_importance_rank integer,
  attribution_ratio double precision,
  PRIMARY KEY (series_id, window_name, window_end)
);

CREATE TABLE drift.performance (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL,
  version text NOT NULL,
  segment text NOT NULL DEFAULT '',
  window_name text NOT NULL,
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,
  metric text NOT NULL,
  value double precision,
  estimated double precision,
  estimated_lower double precision,
  estimated_upper double precision,
  reference_value double precision,
  concept_detected boolean,
  rows double precision,
  labelled_rows double precision,
  UNIQUE (model, version, segment, metric, window_name, window_end)
);
`;
