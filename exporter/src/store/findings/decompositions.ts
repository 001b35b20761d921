import type { DecompositionRecord } from '../records.js';
import { findingTable, number, ofWindow, text } from './findingTable.js';

export const decompositions = findingTable<DecompositionRecord>({
  name: 'decompositions',
  owner: 'series',
  fields: {
    ...ofWindow,
    target: text('target'),
    change: number('change'),
    covariate: number('covariate'),
    concept: number('concept'),
    interaction: number('interaction'),
  },
  key: ['windowName', 'to', 'target'],
  end: 'window_end',
});
