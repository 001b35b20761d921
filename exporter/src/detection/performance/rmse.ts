import type { RegressionMetric } from './performanceMetric.js';

/** Its standard error would take fourth powers of errors, which are not summed. */
export const rmse: RegressionMetric = {
  id: 'rmse',
  title: 'Root mean squared error (RMSE)',
  description:
    'How far predictions are from what came true, where large errors weigh more; in the unit of the target.',
  task: 'regression',
  order: 10,
  better: 'lower',
  range: [0, Infinity],
  compute: ({ rows, squaredError }) =>
    rows === 0 ? undefined : { value: Math.sqrt(squaredError / rows), rows },
};
