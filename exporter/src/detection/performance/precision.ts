import { shareOf } from './interval.js';
import { hasBothClasses } from './hasBothClasses.js';
import type { ClassificationMetric } from './performanceMetric.js';

export const precision: ClassificationMetric = {
  id: 'precision',
  title: 'Precision',
  description: 'Of the rows that were decided to be positive, the share that is.',
  task: 'classification',
  order: 3,
  better: 'higher',
  range: [0, 1],
  compute: ({ confusion }) =>
    hasBothClasses(confusion)
      ? shareOf(confusion.truePositive, confusion.truePositive + confusion.falsePositive)
      : undefined,
  estimate({ confusion }) {
    const decided = confusion.truePositive + confusion.falsePositive;
    if (!hasBothClasses(confusion) || decided === 0) return undefined;
    return {
      value: confusion.truePositive / decided,
      slope: (_, isPositive) => (isPositive ? 1 / decided : 0),
    };
  },
};
