import type { Family } from '../description/family.js';
import { maxOf, ofAllRows, ofDataset, thresholdOf } from '../expressions/replicas.js';
import { unlessExpected } from '../expressions/unlessExpected.js';
import { withTeam } from '../expressions/withTeam.js';
import { foreignFact } from '../texts/featureFacts.js';
import { qualityFact } from '../texts/modelFacts.js';

const RATIO = 'model_feature_window:drift_unseen_ratio:or_out_of_range';
const SCORE = 'model_feature_window:drift_unseen_ratio:psi';

export const quality: Family = {
  name: 'data-quality',
  comment:
    'Values that the reference never had, and the quality score. No threshold of its own is needed for the first: a share of such values\nis measured by what it adds to the PSI.',
  recordings: [
    {
      record: RATIO,
      comment:
        'Share of values beyond the range of the reference; of categorical features, in categories that it does not have',
      expr: `${ofAllRows('drift_out_of_range_ratio')}\nor\n${ofAllRows('drift_unseen_ratio')}`,
    },
    {
      record: SCORE,
      comment: 'What they add to PSI where the reference has none of them, which counts as half a row there',
      expr: `(${RATIO} > 0)\n* ln(2 * ${RATIO} * ${ofDataset('drift_rows', 'reference')})`,
    },
    {
      record: 'model_feature:drift_unseen_ratio:psi',
      comment: 'The largest of the windows that differ, of features that are not expected to',
      expr: unlessExpected(`max without (window) (${SCORE} and ${ofAllRows('drift_detected')} == 1)`),
    },
  ],
  alerts: [
    {
      name: 'DriftDataQuality',
      about: 'feature',
      conditions: [
        {
          severity: 'warning',
          expr: withTeam(
            `model_feature:drift_unseen_ratio:psi >= ${thresholdOf('significant')}\nor\n${maxOf('drift_quality_score')} < 0.9`,
          ),
        },
      ],
      // not behind the persistence of drift_active, so an hour of its own
      for: '1h',
      keepFiringFor: '2h',
      summary:
        '{{ with $labels.feature }}{{ . }} of {{ $labels.model }} has values that the reference never had{{ else }}The data of {{ $labels.model }} are of poor quality{{ end }}',
      facts: [
        '{{ with $labels.feature }}Values of {{ . }} of model {{ $labels.model }} lie beyond the range of the reference, or in categories that it does not have.{{ else }}Too many rows of model {{ $labels.model }} fail the checks of quality.{{ end }}',
        foreignFact,
        qualityFact,
      ],
      dashboard: 'feature-analysis',
      picture: 'drift_picture_info{model=$model, feature=$feature}',
    },
  ],
};
