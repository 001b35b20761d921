import { SMALLEST_PROBABILITY } from '../../profile/outcome.js';
import { expectedLoss, standardErrorOfLoss, type Loss } from './cellLoss.js';
import { valueWithin } from './interval.js';
import type { ClassificationMetric } from './performanceMetric.js';

const loss: Loss = (score, label) =>
  -Math.log(Math.max(SMALLEST_PROBABILITY, label === 1 ? score : 1 - score));
const range = [0, -Math.log(SMALLEST_PROBABILITY)] as const;

export const logLoss: ClassificationMetric = {
  id: 'log_loss',
  title: 'Log loss',
  description: 'The mean surprise at what came true, −ln of the probability that the score gave to it.',
  task: 'classification',
  order: 7,
  better: 'lower',
  range,
  compute(outcome) {
    const { rows, logLoss } = outcome;
    if (rows === 0) return undefined;
    return valueWithin(logLoss / rows, rows, standardErrorOfLoss(outcome, loss), range);
  },
  estimate: (expected) => expectedLoss(expected, loss),
};
