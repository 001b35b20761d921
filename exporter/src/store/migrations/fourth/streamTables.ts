import { guarded } from './guarded.js';

/** Which folder's log the rows of a stream are counted from under a writer's name. */
export const streamTables = `
CREATE TABLE drift.stream_logs (
  model text NOT NULL,
  writer text NOT NULL,
  log text NOT NULL,
  PRIMARY KEY (model, writer)
);
${guarded('stream_logs')}
`;
