import type { PerformanceRecord } from '../records.js';
import { count, findingTable, ofWindow, optional, text } from './findingTable.js';

export const performance = findingTable<PerformanceRecord>({
  name: 'performance',
  owner: 'model',
  fields: {
    ...ofWindow,
    metric: text('metric'),
    value: optional.number('value'),
    estimated: optional.number('estimated'),
    estimatedLower: optional.number('estimated_lower'),
    estimatedUpper: optional.number('estimated_upper'),
    reference: optional.number('reference_value'),
    conceptDetected: optional.truth('concept_detected'),
    rows: count('rows'),
    labelledRows: count('labelled_rows'),
  },
  key: ['windowName', 'to', 'metric'],
  defaults: ['segment'],
  end: 'window_end',
});
