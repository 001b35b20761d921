import type { ConceptSignalRecord } from '../records.js';
import { findingTable, optional, text, time } from './findingTable.js';

export const conceptSignals = findingTable<ConceptSignalRecord>({
  name: 'concept_signals',
  owner: 'model',
  fields: {
    method: text('method'),
    dataUntil: time('data_until'),
    level: text('level'),
    value: optional.number('value'),
  },
  key: ['method', 'dataUntil'],
  end: 'data_until',
});
