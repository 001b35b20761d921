import type { Family } from '../description/family.js';
import { BRIDGED, EPISODE } from '../expressions/episode.js';
import { maxOf } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { countFact, modelSinceFact, topThreeFact } from '../texts/modelFacts.js';

const SEVERITY = 'model:drift_active_severity:max';

export const dataset: Family = {
  name: 'dataset-drift',
  comment:
    'So many features of a model drift that its data as a whole do ("detection.dataset_share"). Needs feature-drift.rules.yml.',
  recordings: [
    {
      record: SEVERITY,
      comment: 'The severity of the worst feature that drifts and is not expected to',
      expr: `max without (feature) (${EPISODE})\nand ${maxOf('drift_dataset_active')} == 1`,
    },
  ],
  alerts: [
    {
      name: 'DriftDataset',
      about: 'model',
      conditions: [
        { severity: 'critical', expr: withTeam(`${SEVERITY} == 3`) },
        { severity: 'warning', expr: withTeam(`${SEVERITY} >= 2`) },
      ],
      keepFiringFor: BRIDGED,
      summary: 'The data of {{ $labels.model }} drift as a whole',
      facts: [
        'So many features of model {{ $labels.model }} drift that its data as a whole do.',
        countFact,
        topThreeFact,
        modelSinceFact,
      ],
      dashboard: 'overview',
      picture:
        '(drift_picture_info{model=$model} and on (feature) topk(1, max by (feature) (model_feature:drift_psi:top3{model=$model})))',
    },
  ],
};
