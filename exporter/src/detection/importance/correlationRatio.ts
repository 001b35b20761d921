import { outcomes } from '../../profile/outcome.js';
import type { Profile } from '../../profile/profile.js';
import { sumOf, type JointTable } from '../attribution/jointTable.js';

export interface CorrelationRatio {
  /** Variance of the cells' means over all variance, 0–1. */
  readonly eta_squared: number;
  /** The same, less what so many cells bring by chance; not below 0. */
  readonly epsilon_squared: number;
}

/**
 * How much of the variance of a numeric outcome the cells of a feature tell: the correlation ratio η²
 * (https://en.wikipedia.org/wiki/Correlation_ratio), and Kelley's ε² = 1 − (1 − η²)(n − 1) / (n − cells), which is about 0 where they
 * tell nothing (https://doi.org/10.1073/pnas.21.9.554).
 *
 * @param variance of the outcome over all rows, see `labelVariance`; of predictions, that of their own profile
 * @returns undefined where the outcome does not vary or there are as many cells as rows
 */
export function correlationRatio(
  { rows, sums, total }: JointTable,
  variance: number,
): CorrelationRatio | undefined {
  const mean = total.sum / total.rows;
  let between = 0;
  let cells = 0;
  for (const [cell, count] of rows.entries()) {
    if (count === 0) continue;
    cells++;
    between += (count / total.rows) * ((sums[cell] as number) / count - mean) ** 2;
  }
  if (!(variance > 0) || !Number.isFinite(between / variance) || total.rows <= cells) return undefined;
  const eta_squared = Math.min(1, between / variance);
  const unbiased = 1 - ((1 - eta_squared) * (total.rows - 1)) / (total.rows - cells);
  return { eta_squared, epsilon_squared: Math.max(0, unbiased) };
}

/**
 * Variance of the label of a regression, from its squares in the cells of the prediction, which are of rows with both.
 * Undefined where there are none.
 *
 * @param prediction the profile of the prediction
 */
export function labelVariance({ joint }: Profile): number | undefined {
  const deviations = joint[outcomes.labelDeviation];
  const squares = joint[outcomes.labelSquare];
  if (deviations === undefined || squares === undefined) return undefined;
  const rows = sumOf(squares.counts);
  if (!(rows > 0)) return undefined;
  const variance = sumOf(squares.sums) / rows - (sumOf(deviations.sums) / rows) ** 2;
  return Number.isFinite(variance) ? Math.max(0, variance) : undefined;
}
