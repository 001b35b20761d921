import type { Migration } from '../migration.js';
import { ingestTables } from './ingestTables.js';
import { segmentTables } from './segmentTables.js';
import { streamTables } from './streamTables.js';

export const fourth: Migration = {
  version: 4,
  name: 'segments, and what they are compared with; what was ingested, and what of it was refused; logs of streams',
  sql: [segmentTables, ingestTables, streamTables].join('\n'),
};
