import type { Migration } from '../migration.js';
import { secretTable } from './secretTable.js';

export const second: Migration = {
  version: 2,
  name: 'keys that replicas share',
  sql: secretTable,
};
