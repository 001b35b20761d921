import type { View } from '../view.js';
import { zoneless } from './zonelessTimes.js';

export const schemaView: View = {
  name: 'v1_schema',
  comment: 'One row: which version of the schema this is.',
  columns: [
    ['version', 't.version', 'Version of the schema.'],
    ['migrated_at_utc', zoneless('t.applied_at'), 'When it was brought to that version (UTC).'],
  ],
  from: 'FROM drift.schema_versions t ORDER BY t.version DESC LIMIT 1',
  guarded: true,
};
