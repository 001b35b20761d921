import { presentRows } from '../profile/profile.js';
import { gridKolmogorovSmirnov } from './gridKolmogorovSmirnov.js';
import { kolmogorovSurvival } from './numerics/kolmogorovSurvival.js';
import { twoSampleKolmogorov } from './numerics/twoSampleKolmogorov.js';
import type { Statistic, StatisticSettings } from './statistic.js';

export type KolmogorovSmirnov = {
  /** Largest difference of the two distribution functions, 0 to 1. */
  readonly statistic: number;
  readonly p_value: number;
  readonly method: 'exact' | 'asymptotic';
  readonly significant: boolean;
  /** The true statistic is at most so much larger. Absent where the statistic is exact. */
  readonly error_bound?: number;
};

/** SciPy's `method='auto'` counts orderings where neither sample is larger. */
const LARGEST_EXACT = 10_000;
/** Counting that takes more steps, a tenth of a second, gives way to the asymptotic p-value. */
const MOST_STEPS = 20_000_000;
/** The monitor asks for thousands of windows, and knows the statistic within an error bound only. */
const MOST_STEPS_ON_GRID = 20_000;

/**
 * Two-sample Kolmogorov–Smirnov test: the largest difference of the empirical distribution functions
 * (https://en.wikipedia.org/wiki/Kolmogorov%E2%80%93Smirnov_test), over all values where the source compared them, else
 * over the edges of the grid.
 *
 * The p-value is SciPy's for the method it names: `exact` up to 10,000 rows a side (but not where counting would be
 * slow: unequal sizes with 2·n·m·statistic over 20 million, whose p-value is below 1e-40; 20,000 on a grid), else `asymptotic`,
 * Kolmogorov's distribution at round(nm / (n + m)) observations. Both assume that no values tie and err on the side
 * of no drift where they do.
 */
export const kolmogorovSmirnov: Statistic<KolmogorovSmirnov> = {
  id: 'ks',
  title: 'Kolmogorov–Smirnov statistic',
  description:
    'The largest difference between the two cumulative distributions, from 0 (the same) to 1 (no overlap), with the probability of one as large by chance.',
  kinds: ['numeric'],
  order: 3,
  compute(comparison, settings) {
    const { reference, current, exact } = comparison;
    if (reference.grid.kind !== 'numeric') return undefined;
    if (exact) {
      return tested(exact.kolmogorovSmirnov, exact.referenceRows, exact.currentRows, settings, MOST_STEPS);
    }
    const onGrid = gridKolmogorovSmirnov(comparison);
    if (onGrid === undefined) return undefined;
    const sizes = [presentRows(reference), presentRows(current)] as const;
    const result = tested(onGrid.statistic, ...sizes, settings, MOST_STEPS_ON_GRID);
    return result && onGrid.errorBound > 0 ? { ...result, error_bound: onGrid.errorBound } : result;
  },
  value: (result) => result.statistic,
};

function tested(
  statistic: number,
  referenceRows: number,
  currentRows: number,
  { significanceLevel }: StatisticSettings,
  mostSteps: number,
): KolmogorovSmirnov | undefined {
  if (referenceRows === 0 || currentRows === 0) return undefined;
  const steps = referenceRows === currentRows ? 0 : 2 * referenceRows * currentRows * statistic;
  const exact = Math.max(referenceRows, currentRows) <= LARGEST_EXACT && steps <= mostSteps;
  const p_value = exact
    ? twoSampleKolmogorov(referenceRows, currentRows, statistic)
    : kolmogorovSurvival(
        roundHalfEven((referenceRows * currentRows) / (referenceRows + currentRows)),
        statistic,
      );
  return {
    statistic,
    p_value,
    method: exact ? 'exact' : 'asymptotic',
    significant: p_value < significanceLevel,
  };
}

/** NumPy's `round`: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
