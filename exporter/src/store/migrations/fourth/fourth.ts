import type { Migration } from '../migration.js';
import { segmentTables } from './segmentTables.js';

export const fourth: Migration = {
  version: 4,
  name: 'segments: which values are judged apart, and what they are compared with',
  sql: segmentTables,
};
