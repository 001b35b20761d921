import { wilson } from './interval.js';
import { hasBothClasses } from './hasBothClasses.js';
import type { ClassificationMetric } from './performanceMetric.js';

/**
 * With p = TP / (TP + FP + FN), F1 is 2p / (1 + p): so its interval is that of the share p, at both ends, and its
 * standard error 2 / (1 + p)² times that of p.
 */
export const f1: ClassificationMetric = {
  id: 'f1',
  title: 'F1 score',
  description: 'The harmonic mean of precision and recall.',
  task: 'classification',
  order: 5,
  better: 'higher',
  range: [0, 1],
  compute({ confusion, rows }) {
    if (!hasBothClasses(confusion)) return undefined;
    const { truePositive, falsePositive, falseNegative } = confusion;
    const relevant = truePositive + falsePositive + falseNegative;
    const share = truePositive / relevant;
    const { standard_error, lower, upper } = wilson(truePositive, relevant);
    return {
      value: f1OfShare(share),
      rows,
      standard_error: (2 / (1 + share) ** 2) * standard_error,
      lower: f1OfShare(lower),
      upper: f1OfShare(upper),
    };
  },
  estimate({ confusion }) {
    if (!hasBothClasses(confusion)) return undefined;
    const { truePositive, falsePositive, falseNegative } = confusion;
    const all = 2 * truePositive + falsePositive + falseNegative;
    const value = (2 * truePositive) / all;
    return { value, slope: (_, isPositive) => ((isPositive ? 2 : 0) - value) / all };
  },
};

function f1OfShare(share: number): number {
  return (2 * share) / (1 + share);
}
