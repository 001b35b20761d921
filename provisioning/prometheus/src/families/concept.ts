import type { Family } from '../description/family.js';
import { inLongestWindow } from '../expressions/longestWindow.js';
import { ofAllRows } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { attributionFact, performanceFact } from '../texts/modelFacts.js';

const CHANGED = 'model:drift_concept_detected:longest';

export const concept: Family = {
  name: 'concept-drift',
  comment: 'What rows that are alike say about the label has changed. Sleeps until labels are known.',
  recordings: [
    {
      record: CHANGED,
      comment: 'Whether the concept has changed in the longest window of each model',
      expr: inLongestWindow(ofAllRows('drift_concept_detected')),
    },
  ],
  alerts: [
    {
      name: 'DriftConcept',
      about: 'model',
      conditions: [{ severity: 'warning', expr: withTeam(`${CHANGED} == 1`) }],
      // it has no persistence of its own: six buckets of an hour must agree
      for: '6h',
      keepFiringFor: '2h',
      summary: '{{ $labels.model }} no longer fits its labels',
      facts: [
        'What came true no longer depends on the features of model {{ $labels.model }} as it did in the reference: its predictions may be wrong even where no feature drifts.',
        performanceFact,
        attributionFact,
      ],
      dashboard: 'overview',
    },
  ],
};
