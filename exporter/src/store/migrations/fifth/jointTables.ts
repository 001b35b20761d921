import { guarded } from '../fourth/guarded.js';

/** What features have in common: how labels and predictions were read, joint moments by bucket, where sequential detectors stand. */
export const jointTables = `
CREATE TABLE drift.reference_extras (
  model text NOT NULL,
  version text NOT NULL,
  content text NOT NULL,
  PRIMARY KEY (model, version),
  FOREIGN KEY (model, version) REFERENCES drift."references" ON DELETE CASCADE
);
COMMENT ON COLUMN drift.reference_extras.content IS 'JSON as text.';

CREATE TABLE drift.joint_moments (
  model text NOT NULL,
  version text NOT NULL,
  bucket_start timestamptz NOT NULL,
  writer text NOT NULL,
  blob bytea NOT NULL,
  PRIMARY KEY (model, version, bucket_start, writer)
);

CREATE TABLE drift.detector_states (
  model text NOT NULL,
  version text NOT NULL,
  writer text NOT NULL,
  until timestamptz NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (model, version, writer)
);
COMMENT ON COLUMN drift.detector_states.state IS 'JSON as text: of each sequential detector, after the buckets before "until".';
${['reference_extras', 'joint_moments', 'detector_states'].map(guarded).join('\n')}
`;
