import type { CovariateRecord } from '../records.js';
import { findingTable, number, ofWindow, optional, text } from './findingTable.js';

export const covariate = findingTable<CovariateRecord>({
  name: 'covariate',
  owner: 'model',
  fields: {
    ...ofWindow,
    statistic: text('statistic'),
    score: number('score'),
    threshold: optional.number('threshold'),
    detected: optional.truth('detected'),
    reason: text('reason'),
  },
  key: ['windowName', 'to', 'statistic'],
  end: 'window_end',
});
