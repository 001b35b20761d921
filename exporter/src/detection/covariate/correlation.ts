import { chiSquaredSurvival } from '../../statistics/numerics/chiSquaredDistribution.js';
import type { CovariateScore, CovariateStatistic } from './covariateStatistic.js';
import { comparedFrame, deviationOf } from './referenceFrame.js';

export interface ChangedPair {
  readonly a: string;
  readonly b: string;
  /** Correlation in the reference, and in the current rows. */
  readonly reference: number;
  readonly current: number;
}

export interface CorrelationChange extends CovariateScore {
  /** The largest change of a correlation. */
  readonly score: number;
  readonly pair: ChangedPair;
  /** Root of the sum of squared changes over all entries of the correlation matrix (Frobenius). */
  readonly frobenius: number;
}

/**
 * Of rows with heavy tails the square of r's error is larger than of normal ones, by 1 + κ/3 of elliptical ones with excess kurtosis κ: so
 * many times, as of κ = 9. Second moments do not tell it, and of real rows normal errors raise a false alarm in one data set of five.
 */
const TAILS = 4;
/** Beyond it Fisher's z is a matter of rounding. */
const LARGEST = 1 - 1e-6;

/**
 * The largest change of a correlation between two features, and which. Its p-value is that of the
 * difference of Fisher's z = artanh r, whose variance is 1/(n − 3) for normal rows
 * (https://en.wikipedia.org/wiki/Fisher_transformation), times the number of pairs (Bonferroni); the cautious one takes `TAILS` times that
 * variance. A pair of which a feature is constant on a side has no correlation and is left out.
 */
export const correlation: CovariateStatistic<CorrelationChange> = {
  id: 'correlation',
  title: 'Correlation change',
  description:
    'The largest change of a correlation between two features: relations that broke while each feature looks as before.',
  order: 3,
  leastChange: 0.1,
  compute(reference, current) {
    const frame = comparedFrame(reference, current);
    if (frame === undefined || Math.min(reference.rows, current.rows) < 4) return undefined;
    const { mean, covariance } = frame.framed(current);
    const deviations = frame.kept.map((_, i) => deviationOf(covariance.get(i, i), mean[i] as number));
    const variance = 1 / (reference.rows - 3) + 1 / (current.rows - 3);
    const names = frame.features;
    let [pairs, squares] = [0, 0];
    let largest: (ChangedPair & { readonly change: number }) | undefined;
    for (let i = 1; i < deviations.length; i++) {
      for (let j = 0; j < i; j++) {
        const [own, other] = [deviations[i] as number, deviations[j] as number];
        if (Math.min(own, other) === 0) continue;
        const before = clamp(frame.correlation.get(i, j), 1);
        const after = clamp(covariance.get(i, j) / (own * other), 1);
        const change = Math.abs(after - before);
        pairs++;
        squares += 2 * change * change;
        if (largest !== undefined && change <= largest.change) continue;
        largest = { a: names[j] as string, b: names[i] as string, reference: before, current: after, change };
      }
    }
    if (largest === undefined) return undefined;
    const { change, ...pair } = largest;
    const squaredZ = (fisherZ(pair.current) - fisherZ(pair.reference)) ** 2 / variance;
    return {
      score: change,
      change,
      // the largest of so many squares of normal variables is about 2 ln k
      noise: Math.sqrt(Math.max(1, 2 * Math.log(pairs)) * variance),
      p_value: Math.min(1, pairs * chiSquaredSurvival(squaredZ, 1)),
      cautious_p_value: Math.min(1, pairs * chiSquaredSurvival(squaredZ / TAILS, 1)),
      pair,
      frobenius: Math.sqrt(squares),
    };
  },
};

function fisherZ(correlation: number): number {
  return Math.atanh(clamp(correlation, LARGEST));
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
