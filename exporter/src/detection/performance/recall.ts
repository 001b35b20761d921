import { shareOf } from './interval.js';
import { hasBothClasses } from './hasBothClasses.js';
import type { ClassificationMetric } from './performanceMetric.js';

export const recall: ClassificationMetric = {
  id: 'recall',
  title: 'Recall',
  description: 'Of the rows that are positive, the share that was decided to be.',
  task: 'classification',
  order: 4,
  better: 'higher',
  range: [0, 1],
  compute: ({ confusion }) =>
    hasBothClasses(confusion)
      ? shareOf(confusion.truePositive, confusion.truePositive + confusion.falseNegative)
      : undefined,
  estimate({ confusion }) {
    if (!hasBothClasses(confusion)) return undefined;
    const positives = confusion.truePositive + confusion.falseNegative;
    const value = confusion.truePositive / positives;
    return { value, slope: (_, isPositive) => ((isPositive ? 1 : 0) - value) / positives };
  },
};
