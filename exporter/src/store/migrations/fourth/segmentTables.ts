import { guarded } from './guarded.js';

/** Which values of a column are judged apart, from when on, and what each of those segments is compared with. */
export const segmentTables = `
CREATE TABLE drift.segment_choices (
  model text NOT NULL,
  version text NOT NULL,
  column_name text NOT NULL,
  counted_from timestamptz NOT NULL,
  choice text NOT NULL,
  PRIMARY KEY (model, version, column_name, counted_from),
  FOREIGN KEY (model, version) REFERENCES drift."references" ON DELETE CASCADE
);
COMMENT ON COLUMN drift.segment_choices.choice IS 'JSON as text, since values may hold what jsonb cannot.';

-- one row a chosen value, in their order, and one more for the rest
CREATE TABLE drift.segment_references (
  model text NOT NULL,
  version text NOT NULL,
  column_name text NOT NULL,
  counted_from timestamptz NOT NULL,
  place integer NOT NULL,
  counts text NOT NULL,
  PRIMARY KEY (model, version, column_name, counted_from, place),
  FOREIGN KEY (model, version, column_name, counted_from) REFERENCES drift.segment_choices ON DELETE CASCADE
);
${guarded('segment_choices')}
${guarded('segment_references')}
`;
