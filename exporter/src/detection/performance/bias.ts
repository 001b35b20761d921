import { standardErrorOfMean, valueWithin } from './interval.js';
import type { RegressionMetric } from './performanceMetric.js';

const range = [-Infinity, Infinity] as const;

export const bias: RegressionMetric = {
  id: 'bias',
  title: 'Bias',
  description:
    'The mean of prediction − target: above 0 where predictions are too high; in the unit of the target.',
  task: 'regression',
  order: 12,
  better: 'zero',
  range,
  compute({ rows, signedError, squaredError }) {
    if (rows === 0) return undefined;
    const mean = signedError / rows;
    return valueWithin(mean, rows, standardErrorOfMean(mean, squaredError / rows, rows), range);
  },
};
