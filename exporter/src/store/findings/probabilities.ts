import type { ProbabilityRecord } from '../records.js';
import { findingTable, number, time } from './findingTable.js';

export const probabilities = findingTable<ProbabilityRecord>({
  name: 'probabilities',
  owner: 'series',
  fields: { dataUntil: time('data_until'), probability: number('probability') },
  key: ['dataUntil'],
  end: 'data_until',
});
