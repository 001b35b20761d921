import type { Family } from '../description/family.js';
import { BRIDGED, EPISODE } from '../expressions/episode.js';
import { thresholdOf } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { missingFacts, sinceFacts, tell } from '../texts/facts.js';
import { missingShare } from '../texts/featureFacts.js';
import { topThreeFact } from '../texts/modelFacts.js';

const SCORE = 'model_feature:drift_missing_psi:worst';
/** No worse than the episode: the score alone does not know the outages that the reference had, too. */
const from = (severity: 'significant' | 'critical', episode: string): string =>
  withTeam(`${SCORE} >= ${thresholdOf(severity)}\nand ${EPISODE} ${episode}`);

export const missing: Family = {
  name: 'missing-data',
  comment:
    'Features that drift because values are missing, or no longer are. Needs feature-drift.rules.yml. What is missing is judged by its own\nPSI, against the thresholds of the feature, and is never worse than its drift; it silences DriftFeature of the same feature.',
  recordings: [
    {
      record: SCORE,
      comment:
        'The largest PSI of missing against present since a feature began to drift; reads its own past, so that it lasts as long as the episode',
      expr: `max without (window, statistic) (\n  model_feature_window_statistic:drift_psi:detected{statistic="missing"}\n  or\n  max_over_time(${SCORE}[${BRIDGED}])\n)\nand ${EPISODE}`,
    },
  ],
  alerts: [
    {
      name: 'DriftMissingValues',
      about: 'feature',
      conditions: [
        { severity: 'critical', expr: from('critical', '== 3') },
        { severity: 'warning', expr: from('significant', '>= 2') },
      ],
      keepFiringFor: BRIDGED,
      summary: `Values of {{ $labels.feature }} of {{ $labels.model }} are missing, or no longer are\n${missingShare}`,
      facts: [
        'The share of rows of model {{ $labels.model }} without a value of {{ $labels.feature }} is no longer as in the reference.',
        tell([...missingFacts, ...sinceFacts]),
        topThreeFact,
      ],
      dashboard: 'feature-analysis',
      picture: 'drift_picture_info{model=$model, feature=$feature}',
    },
  ],
};
