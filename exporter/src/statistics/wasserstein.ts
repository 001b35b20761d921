import { gridWasserstein } from './gridWasserstein.js';
import type { Statistic } from './statistic.js';

export type Wasserstein = {
  /** In the feature's unit. */
  readonly distance: number;
  /** In standard deviations of the reference. Absent where the reference is constant. */
  readonly normalized?: number;
  /** The true distance differs by at most so much, in the feature's unit. Absent where the distance is exact. */
  readonly error_bound?: number;
};

/**
 * Wasserstein (earth mover's) distance of the finite values: the area between the two distribution functions
 * (https://en.wikipedia.org/wiki/Wasserstein_metric#One_dimension). Equals SciPy's `wasserstein_distance`.
 *
 * Exact where the source compared all values, else from the means of the grid's cells. Undefined where a side has
 * no finite value, or the distance exceeds the largest double (values near 1e308 on both sides of zero).
 */
export const wasserstein: Statistic<Wasserstein> = {
  id: 'wasserstein',
  title: 'Wasserstein distance',
  description:
    "How far an average value has to move to turn one distribution into the other, in the feature's unit and in standard deviations of the reference.",
  kinds: ['numeric'],
  order: 6,
  compute(comparison) {
    const { grid } = comparison.reference;
    if (grid.kind !== 'numeric') return undefined;
    const { exact } = comparison;
    const measured = exact
      ? { distance: exact.wasserstein ?? NaN, errorBound: 0 }
      : gridWasserstein(comparison);
    if (measured === undefined || !Number.isFinite(measured.distance + measured.errorBound)) return undefined;
    const { distance, errorBound } = measured;
    const normalized = distance / grid.deviation;
    return {
      distance,
      ...(grid.deviation > 0 && Number.isFinite(normalized) ? { normalized } : {}),
      ...(errorBound > 0 ? { error_bound: errorBound } : {}),
    };
  },
  value: (result) => result.normalized ?? result.distance,
};
