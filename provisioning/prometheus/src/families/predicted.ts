import type { Family } from '../description/family.js';
import { maxOf, ofAllRows } from '../expressions/replicas.js';
import { unlessExpected } from '../expressions/unlessExpected.js';
import { withTeam } from '../expressions/withTeam.js';

export const predicted: Family = {
  name: 'predicted-drift',
  comment:
    'Features of which the network says that they probably drift, before drift_active does. Sleeps while nothing is scored.',
  recordings: [
    {
      record: 'model_feature:drift_probability:likely',
      comment:
        'Probabilities from their threshold on, of features that are not active yet and not expected to drift',
      expr: unlessExpected(
        `${ofAllRows('drift_probability')}\n>= ignoring (feature) group_left ${maxOf('drift_probability_threshold')}\nunless ${ofAllRows('drift_active')} == 1`,
      ),
    },
  ],
  alerts: [
    {
      name: 'DriftPredicted',
      about: 'feature',
      conditions: [{ severity: 'warning', expr: withTeam('model_feature:drift_probability:likely') }],
      keepFiringFor: '2h',
      summary: '{{ $labels.feature }} of {{ $labels.model }} probably drifts',
      facts: [
        '{{ $labels.feature }} of model {{ $labels.model }} drifts with a probability of {{ humanizePercentage $value }}; no window is sure of it yet.',
      ],
      dashboard: 'feature-analysis',
    },
  ],
};
