import type { PerformanceValue } from './performanceMetric.js';

/** The normal distribution's 97.5 % point: 95 % lie within so many deviations. */
export const NORMAL_95 = 1.959963984540054;

type Spread = Required<Pick<PerformanceValue, 'standard_error' | 'lower' | 'upper'>>;

/**
 * Wilson's interval of a share (1927,
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval). The standard error
 * is what makes half its width: unlike √(p(1−p)/n) it is never 0, and no few rows seem sure.
 *
 * @param rows above 0
 */
export function wilson(hits: number, rows: number): Spread {
  const square = NORMAL_95 ** 2;
  const share = hits / rows;
  const shrink = 1 / (1 + square / rows);
  const center = (share + square / (2 * rows)) * shrink;
  const standardError =
    Math.sqrt(Math.max(0, share * (1 - share)) / rows + square / (4 * rows * rows)) * shrink;
  const half = NORMAL_95 * standardError;
  return {
    standard_error: standardError,
    lower: Math.max(0, center - half),
    upper: Math.min(1, center + half),
  };
}

/** A share with Wilson's interval; undefined of no rows. */
export function shareOf(hits: number, rows: number): PerformanceValue | undefined {
  return rows > 0 ? { value: hits / rows, rows, ...wilson(hits, rows) } : undefined;
}

/** A value with its normal interval within a range; without one where nothing is known of the spread. */
export function valueWithin(
  value: number,
  rows: number,
  standardError: number | undefined,
  [least, most]: readonly [number, number],
  deviations = NORMAL_95,
): PerformanceValue {
  if (standardError === undefined) return { value, rows };
  const half = deviations * standardError;
  return {
    value,
    rows,
    standard_error: standardError,
    lower: Math.max(least, value - half),
    upper: Math.min(most, value + half),
  };
}

/** Of the mean of as many rows, from their mean and mean square; undefined of fewer than two. */
export function standardErrorOfMean(mean: number, meanSquare: number, rows: number): number | undefined {
  return rows < 2 ? undefined : Math.sqrt(Math.max(0, meanSquare - mean * mean) / (rows - 1));
}
