import { guarded } from './guarded.js';

/** What was ingested, and how many rows were refused in all: retention takes away ingests, and a counter never goes back. */
export const ingestTables = `
CREATE TABLE drift.ingests (
  model text NOT NULL,
  content text NOT NULL,
  run text NOT NULL,
  file text NOT NULL,
  recorded_at timestamptz NOT NULL,
  rows double precision NOT NULL,
  refused double precision NOT NULL,
  failing double precision NOT NULL,
  PRIMARY KEY (model, content)
);
CREATE INDEX ingests_recorded ON drift.ingests (model, recorded_at);
${guarded('ingests')}

CREATE TABLE drift.ingest_totals (
  model text NOT NULL,
  reason text NOT NULL,
  refused double precision NOT NULL,
  PRIMARY KEY (model, reason)
);
${guarded('ingest_totals')}
`;
