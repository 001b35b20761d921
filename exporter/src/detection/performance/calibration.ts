import { scoreGroups } from './scoreGroups.js';
import type { ClassificationMetric } from './performanceMetric.js';

/** The normal distribution's 95 % point. */
const NORMAL_95_ABOVE = 1.6448536269514722;

/**
 * Expected calibration error (Naeini et al. 2015, https://doi.org/10.1609/aaai.v29i1.9602): over the deciles of the
 * reference's scores, which are frozen, the mean of |mean score − observed rate|, weighted by rows. Few rows make
 * it large by chance alone, so its noise floor stands beside it: each group's gap is then nearly normal, and folded
 * at 0.
 */
export const calibration: ClassificationMetric = {
  id: 'calibration_error',
  title: 'Expected calibration error',
  description:
    'How far scores are from the rates that they promise, on average over the deciles of the score.',
  task: 'classification',
  order: 8,
  better: 'lower',
  range: [0, 1],
  compute(outcome) {
    const { rows } = outcome;
    if (rows === 0) return undefined;
    const groups = scoreGroups(outcome);
    const sum = (of: (group: (typeof groups)[number]) => number): number =>
      groups.reduce((total, group) => total + of(group), 0) / rows;
    const mean = sum(({ variance }) => Math.sqrt((2 / Math.PI) * variance));
    const deviation = Math.sqrt((sum(({ variance }) => variance) * (1 - 2 / Math.PI)) / rows);
    return {
      value: sum(({ gap }) => Math.abs(gap)),
      rows,
      noise_floor: mean + NORMAL_95_ABOVE * deviation,
    };
  },
};
