import type { CovariateVerdict } from '../covariate/judgeCovariate.js';
import type { ModelFinding } from './modelFinding.js';

export const covariate: ModelFinding<CovariateVerdict> = {
  id: 'covariate',
  title: 'Covariate shift',
  description:
    'Whether the joint distribution of the numeric features has changed, which may be so where each by itself is as it was.',
  order: 7,
  compute: (comparison) => comparison.covariate,
};
