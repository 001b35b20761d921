import { expectedLoss, standardErrorOfLoss, type Loss } from './cellLoss.js';
import { valueWithin } from './interval.js';
import type { ClassificationMetric } from './performanceMetric.js';

const loss: Loss = (score, label) => (score - label) ** 2;
const range = [0, 1] as const;

export const brier: ClassificationMetric = {
  id: 'brier',
  title: 'Brier score',
  description:
    'The mean squared difference between score and label: how well scores rank and how right they are.',
  task: 'classification',
  order: 6,
  better: 'lower',
  range,
  compute(outcome) {
    const { rows, squaredError } = outcome;
    if (rows === 0) return undefined;
    return valueWithin(squaredError / rows, rows, standardErrorOfLoss(outcome, loss), range);
  },
  estimate: (expected) => expectedLoss(expected, loss),
};
