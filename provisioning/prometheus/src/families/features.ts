import type { Family } from '../description/family.js';
import { BRIDGED, EPISODE } from '../expressions/episode.js';
import { maxOf, ofAllRows, ofDataset } from '../expressions/replicas.js';
import { unlessExpected } from '../expressions/unlessExpected.js';
import { withTeam } from '../expressions/withTeam.js';
import { tell, TOLD, toldExpr } from '../texts/facts.js';
import { SEGMENTS, segmentsFact, tellingScore } from '../texts/featureFacts.js';
import { topThreeFact } from '../texts/modelFacts.js';

const detected = (metric: string, statistic: string): string =>
  `label_replace(${ofAllRows(metric)}, "statistic", "${statistic}", "", "")`;

export const features: Family = {
  name: 'feature-drift',
  comment:
    'Features that drift. Thresholds, persistence and false alarms are the exporter\'s business: "drift_active_severity" says what it found\n(0 none, 1 small, 2 significant, 3 critical).',
  recordings: [
    {
      record: 'model_feature_window_statistic:drift_psi:detected',
      comment:
        'PSI of the values ("psi") and of missing against present ("missing") in the windows that differ',
      expr: `(\n${detected('drift_psi', 'psi')}\nor\n${detected('drift_missing_psi', 'missing')}\n)\nand ignoring (statistic) ${ofAllRows('drift_detected')} == 1`,
    },
    {
      record: EPISODE,
      comment: 'The worst since a feature began to drift, of those that are not expected to',
      expr: unlessExpected(ofAllRows('drift_active_severity')),
    },
    {
      record: 'model_feature:drift_psi:worst',
      comment: 'The larger of both statistics, over all windows, of the same features while a window differs',
      expr: `max without (window, statistic) (model_feature_window_statistic:drift_psi:detected)\nand ${EPISODE}`,
    },
    {
      record: 'model_feature:drift_psi:share',
      comment: "The features' shares of it",
      expr: 'model_feature:drift_psi:worst\n/ ignoring (feature) group_left ()\n(sum without (feature) (model_feature:drift_psi:worst) > 0)',
    },
    {
      record: 'model_feature:drift_psi:top3',
      comment: 'The three largest of each model',
      expr: 'topk without (feature) (3, model_feature:drift_psi:share)',
    },
    {
      record: 'model_feature_window_statistic:drift_psi:telling',
      comment: 'The window that shows the change best, for the texts',
      expr: `topk without (window) (1, model_feature_window_statistic:drift_psi:detected and ignoring (window, statistic) ${EPISODE})`,
    },
    {
      record: 'model_feature_window_category:drift_category_ratio:moved',
      comment: 'The category whose share moved most',
      expr: `topk without (window, category) (1, abs(${ofDataset('drift_category_ratio', 'current')} - ${ofDataset('drift_category_ratio', 'reference')}) > 0 and ignoring (window, category) ${EPISODE})`,
    },
    {
      record: SEGMENTS,
      comment: 'The three segments of rows that bring most of the change of a feature',
      expr: `topk without (segment, by) (3, ${maxOf('drift_segment_share_ratio', 'window')} and ignoring (segment, by) ${EPISODE})`,
    },
    {
      record: TOLD,
      comment:
        'What the texts tell of each feature, gathered so that each takes one query: thousands may drift at once',
      expr: toldExpr,
    },
  ],
  alerts: [
    {
      name: 'DriftFeature',
      about: 'feature',
      conditions: [
        { severity: 'critical', expr: withTeam(`${EPISODE} == 3`) },
        { severity: 'warning', expr: withTeam(`${EPISODE} >= 2`) },
      ],
      keepFiringFor: BRIDGED,
      summary: `{{ $labels.feature }} of {{ $labels.model }} drifts\n${tellingScore}`,
      facts: [
        '{{ $labels.feature }} of model {{ $labels.model }} is no longer as in the reference.',
        tell(),
        segmentsFact,
        topThreeFact,
      ],
      dashboard: 'feature-analysis',
      picture: 'drift_picture_info{model=$model, feature=$feature}',
    },
  ],
};
