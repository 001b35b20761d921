import { guarded } from '../fourth/guarded.js';

const window = `
  window_name text NOT NULL,
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,`;

/**
 * What was found of a model as a whole, and of a feature by what a model makes of it. Where rows may come by the million, a series
 * stands for model, version and feature.
 */
export const modelFactTables = `
CREATE TABLE drift.covariate (
  model text NOT NULL,
  version text NOT NULL,${window}
  statistic text NOT NULL,
  score double precision NOT NULL,
  threshold double precision,
  detected boolean,
  reason text NOT NULL,
  PRIMARY KEY (model, version, window_name, window_end, statistic)
);

CREATE TABLE drift.decompositions (
  series_id integer NOT NULL,${window}
  target text NOT NULL,
  change double precision NOT NULL,
  covariate double precision NOT NULL,
  concept double precision NOT NULL,
  interaction double precision NOT NULL,
  PRIMARY KEY (series_id, window_name, window_end, target)
);

CREATE TABLE drift.segment_shares (
  series_id integer NOT NULL,${window}
  segment text NOT NULL,
  share double precision NOT NULL,
  rows double precision NOT NULL,
  PRIMARY KEY (series_id, window_name, window_end, segment)
);

CREATE TABLE drift.concept_signals (
  model text NOT NULL,
  version text NOT NULL,
  method text NOT NULL,
  data_until timestamptz NOT NULL,
  level text NOT NULL,
  value double precision,
  PRIMARY KEY (model, version, method, data_until)
);

CREATE TABLE drift.probabilities (
  series_id integer NOT NULL,
  data_until timestamptz NOT NULL,
  probability double precision NOT NULL,
  PRIMARY KEY (series_id, data_until)
);
${['covariate', 'concept_signals'].map(guarded).join('\n')}
${['decompositions', 'segment_shares', 'probabilities']
  .map(
    (table) => `ALTER TABLE drift.${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_models ON drift.${table} USING (series_id IN (SELECT id FROM drift.series));`,
  )
  .join('\n')}
`;
