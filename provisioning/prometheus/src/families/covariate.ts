import type { Family } from '../description/family.js';
import { ofAllRows } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { covariateFact, topThreeFact } from '../texts/modelFacts.js';

const SCORE = 'model_window:drift_covariate_score:shifted';

export const covariate: Family = {
  name: 'covariate-shift',
  comment:
    'Features that have changed together, though each by itself may not have. Sleeps until there are such scores.',
  recordings: [
    {
      record: SCORE,
      comment: 'The scores that are above their thresholds',
      expr: `${ofAllRows('drift_covariate_score')} > ${ofAllRows('drift_covariate_threshold')}`,
    },
  ],
  alerts: [
    {
      name: 'DriftCovariate',
      about: 'model',
      conditions: [{ severity: 'warning', expr: withTeam(`max without (window) (${SCORE})`) }],
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
