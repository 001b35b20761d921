import type { Migration } from '../migration.js';
import { ingestTables } from './ingestTables.js';

export const fourth: Migration = {
  version: 4,
  name: 'what was ingested, and what of it was refused',
  sql: ingestTables,
};
