import type { Migration } from '../migration.js';
import { ingestTables } from './ingestTables.js';
import { segmentTables } from './segmentTables.js';
import { streamTables } from './streamTables.js';

/** What a view of features looks up: the key of series has the segment before the feature, and would be read through for each. */
const seriesOfFeatures =
  'CREATE INDEX series_model_version_feature ON drift.series (model, version, feature);\n';

export const fourth: Migration = {
  version: 4,
  name: 'segments, and what they are compared with; what was ingested, and what of it was refused; logs of streams',
  sql: [segmentTables, ingestTables, streamTables, seriesOfFeatures].join('\n'),
};
