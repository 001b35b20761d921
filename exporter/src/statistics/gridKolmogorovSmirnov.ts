import { presentRows, type Profile } from '../profile/profile.js';
import type { Comparison } from './statistic.js';

/**
 * The Kolmogorov–Smirnov statistic over the edges of the grid, where both distribution functions are known exactly.
 *
 * Between two edges neither function rises by more than its cell's share, so that the statistic over all values
 * is at most `errorBound`, the largest share of a cell on either side, larger. Where every value of both sides
 * has an edge, nothing lies between edges, and the bound is 0.
 */
export function gridKolmogorovSmirnov({
  reference,
  current,
}: Comparison): { statistic: number; errorBound: number } | undefined {
  const n = presentRows(reference);
  const m = presentRows(current);
  if (n === 0 || m === 0) return undefined;
  let before = 0;
  let after = 0;
  let largest = 0;
  let mostBefore = 0;
  let mostAfter = 0;
  for (let cell = 0; cell < reference.counts.length; cell++) {
    const one = reference.counts[cell] ?? 0;
    const other = current.counts[cell] ?? 0;
    before += one;
    after += other;
    // a whole numerator keeps equal distributions at exactly zero
    largest = Math.max(largest, Math.abs(before * m - after * n));
    if (one > mostBefore) mostBefore = one;
    if (other > mostAfter) mostAfter = other;
  }
  return {
    statistic: Math.min(1, largest / (n * m)),
    errorBound: allValuesKnown(reference, current) ? 0 : Math.max(mostBefore / n, mostAfter / m),
  };
}

/** Whether each value of both sides is one of the reference's distinct values, which all have an edge. */
export function allValuesKnown(reference: Profile, current: Profile): boolean {
  if (reference.grid.kind !== 'numeric' || reference.grid.distinct === undefined) return false;
  return [reference, current].every(
    ({ unseen, below, above, infinite }) => unseen === 0 && below === 0 && above === 0 && infinite === 0,
  );
}
