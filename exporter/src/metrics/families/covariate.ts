import type { CovariateFinding } from '../../detection/covariate/judgeCovariate.js';
import type { ModelFamily, Sample } from '../family.js';
import { ofWindow } from './perModel.js';

/** One number a window and statistic of the joint distribution. */
function statistic(
  name: string,
  help: string,
  value: (finding: CovariateFinding) => number | undefined,
): ModelFamily {
  return {
    name,
    help,
    type: 'gauge',
    samples: ({ model, windows }) =>
      windows.flatMap(({ name: window, model: found }) =>
        Object.entries(found?.covariate?.statistics ?? {}).flatMap(([id, finding]): Sample[] => {
          const known = value(finding);
          return known === undefined ? [] : [{ labels: { model, window, statistic: id }, value: known }];
        }),
      ),
  };
}

export const covariateScore = statistic(
  'drift_covariate_score',
  'How far the joint distribution of numeric features is from the reference, 0 for none.',
  ({ change }) => change,
);

export const covariateThreshold = statistic(
  'drift_covariate_threshold',
  "What the reference's own windows of this length seldom exceed in drift_covariate_score.",
  ({ threshold }) => threshold,
);

export const covariateDetected = ofWindow(
  'drift_covariate_detected',
  'Whether the joint distribution of numeric features has changed: 1 yes, 0 no; absent where it cannot be told.',
  ({ model }) =>
    typeof model?.covariate?.detected === 'boolean' ? Number(model.covariate.detected) : undefined,
);
