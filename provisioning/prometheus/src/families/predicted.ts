import type { Family } from '../description/family.js';
import { ofAllRows } from '../expressions/replicas.js';
import { unlessExpected } from '../expressions/unlessExpected.js';
import { withTeam } from '../expressions/withTeam.js';

export const predicted: Family = {
  name: 'predicted-drift',
  comment: 'Features that are likely to drift soon, and do not yet. Sleeps until there are such forecasts.',
  recordings: [
    {
      record: 'model_feature:drift_probability:likely',
      comment: 'Probabilities from four fifths on, of features that do not drift yet and are not expected to',
      expr: unlessExpected(
        `${ofAllRows('drift_probability')} >= 0.8\nunless ${ofAllRows('drift_active')} == 1`,
      ),
    },
  ],
  alerts: [
    {
      name: 'DriftPredicted',
      about: 'feature',
      conditions: [{ severity: 'warning', expr: withTeam('model_feature:drift_probability:likely') }],
      keepFiringFor: '2h',
      summary: '{{ $labels.feature }} of {{ $labels.model }} is likely to drift soon',
      facts: [
        '{{ $labels.feature }} of model {{ $labels.model }} drifts soon with a probability of {{ humanizePercentage $value }}.',
      ],
      dashboard: 'feature-analysis',
    },
  ],
};
