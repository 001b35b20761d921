import { shareOf } from './interval.js';
import type { ClassificationMetric } from './performanceMetric.js';

export const accuracy: ClassificationMetric = {
  id: 'accuracy',
  title: 'Accuracy',
  description: 'The share of decisions that came true.',
  task: 'classification',
  order: 2,
  better: 'higher',
  range: [0, 1],
  compute: ({ confusion: { truePositive, trueNegative }, rows }) =>
    shareOf(truePositive + trueNegative, rows),
  estimate({ confusion: { truePositive, trueNegative }, rows }) {
    const value = (truePositive + trueNegative) / rows;
    return { value, slope: (_, isPositive) => (isPositive ? 1 : -1) / rows };
  },
};
