import type { Family } from '../description/family.js';
import { inLongestWindow } from '../expressions/longestWindow.js';
import { ofAllRows } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { covariateFact, topThreeFact } from '../texts/modelFacts.js';

const SHIFTED = 'model:drift_covariate_detected:longest';

export const covariate: Family = {
  name: 'covariate-shift',
  comment:
    'Features that have changed together, though each by itself may not have. Sleeps until there are such scores.',
  recordings: [
    {
      record: SHIFTED,
      comment:
        'Whether the longest window of each model has shifted: a score above its threshold may be too small to count',
      expr: inLongestWindow(ofAllRows('drift_covariate_detected')),
    },
  ],
  alerts: [
    {
      name: 'DriftCovariate',
      about: 'model',
      conditions: [{ severity: 'warning', expr: withTeam(`${SHIFTED} == 1`) }],
      // it has no persistence of its own: six buckets of an hour must agree
      for: '6h',
      keepFiringFor: '2h',
      summary: 'The features of {{ $labels.model }} have changed together',
      facts: [
        'The features of model {{ $labels.model }} go together otherwise than in the reference, though each by itself may look as before.',
        covariateFact,
        topThreeFact,
      ],
      dashboard: 'overview',
    },
  ],
};
