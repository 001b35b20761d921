import type { ImportanceRecord } from '../records.js';
import { findingTable, ofWindow, optional } from './findingTable.js';

export const importance = findingTable<ImportanceRecord>({
  name: 'importance',
  owner: 'series',
  fields: {
    ...ofWindow,
    method: optional.text('method'),
    share: optional.number('importance_ratio'),
    rank: optional.whole('importance_rank'),
    referenceShare: optional.number('reference_importance_ratio'),
    referenceRank: optional.whole('reference_importance_rank'),
    attribution: optional.number('attribution_ratio'),
  },
  key: ['windowName', 'to'],
  end: 'window_end',
});
