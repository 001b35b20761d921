import type { Family } from '../description/family.js';
import { ofAllRows } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';

export const concept: Family = {
  name: 'concept-drift',
  comment: 'What the features say about the label has changed. Sleeps until labels are known.',
  alerts: [
    {
      name: 'DriftConcept',
      about: 'model',
      conditions: [
        {
          severity: 'warning',
          expr: withTeam(`${ofAllRows('drift_concept_detected', 'window')} == 1`),
        },
      ],
      keepFiringFor: '2h',
      summary: '{{ $labels.model }} no longer fits its labels',
      facts: [
        'What came true no longer depends on the features of model {{ $labels.model }} as it did in the reference: its predictions may be wrong even where no feature drifts.',
      ],
      dashboard: 'overview',
    },
  ],
};
