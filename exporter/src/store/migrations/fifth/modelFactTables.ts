import { guarded } from '../fourth/guarded.js';

const ofWindow = `
  model text NOT NULL,
  version text NOT NULL,
  window_name text NOT NULL,
  window_start timestamptz NOT NULL,
  window_end timestamptz NOT NULL,`;

/** What was found of a model as a whole, and of a feature by what a model makes of it. */
export const modelFactTables = `
CREATE TABLE drift.covariate (${ofWindow}
  statistic text NOT NULL,
  score double precision NOT NULL,
  threshold double precision,
  detected boolean,
  reason text NOT NULL,
  PRIMARY KEY (model, version, statistic, window_name, window_end)
);

CREATE TABLE drift.decompositions (${ofWindow}
  feature text NOT NULL,
  target text NOT NULL,
  change double precision NOT NULL,
  covariate double precision NOT NULL,
  concept double precision NOT NULL,
  interaction double precision NOT NULL,
  PRIMARY KEY (model, version, feature, target, window_name, window_end)
);

CREATE TABLE drift.segment_shares (${ofWindow}
  feature text NOT NULL,
  segment text NOT NULL,
  share double precision NOT NULL,
  rows double precision NOT NULL,
  PRIMARY KEY (model, version, feature, segment, window_name, window_end)
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
${['covariate', 'decompositions', 'segment_shares', 'concept_signals'].map(guarded).join('\n')}
ALTER TABLE drift.probabilities ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_models ON drift.probabilities USING (series_id IN (SELECT id FROM drift.series));
`;
