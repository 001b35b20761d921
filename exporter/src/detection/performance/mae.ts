import { standardErrorOfMean, valueWithin } from './interval.js';
import type { RegressionMetric } from './performanceMetric.js';

const range = [0, Infinity] as const;

export const mae: RegressionMetric = {
  id: 'mae',
  title: 'Mean absolute error (MAE)',
  description: 'How far predictions are from what came true on average, in the unit of the target.',
  task: 'regression',
  order: 9,
  better: 'lower',
  range,
  compute({ rows, absoluteError, squaredError }) {
    if (rows === 0) return undefined;
    const mean = absoluteError / rows;
    return valueWithin(mean, rows, standardErrorOfMean(mean, squaredError / rows, rows), range);
  },
};
