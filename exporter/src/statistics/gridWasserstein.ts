import { cellsOf } from '../profile/grid.js';
import type { Profile } from '../profile/profile.js';
import { finiteCounts } from './finiteCounts.js';
import { allValuesKnown } from './gridKolmogorovSmirnov.js';
import type { Comparison } from './statistic.js';

/** One cell of a profile: its finite rows, their mean, and how far they lie from it on average at most. */
interface Heap {
  readonly rows: number;
  readonly mean: number;
  readonly spread: number;
}

/** Sources clip standardised values at ±1e100, so that Σz² from here on may lack some of a value. */
const CLIPPED = 1e200;

/**
 * Wasserstein distance of two profiles from their cells' counts, sums and squares, in the feature's unit.
 *
 * Every cell's rows are put at their mean, each side at its own. The area between the two distribution functions
 * F and G over a cell follows exactly from both means where F − G keeps its sign there. Only in the other cells it is off,
 * and by no more than each side's mean absolute deviation, the smaller of the standard deviation and of
 * 2(u − μ)(μ − l)/(u − l), which no values with mean μ between edges l and u exceed. `errorBound` is the sum of
 * these. Where every value of both sides has an edge of its own, the rows are put there, and the bound is 0.
 *
 * Undefined where a side has no finite value, where the source keeps no sums or had to clip a value before it
 * squared it, or where infinite values cannot be told apart.
 */
export function gridWasserstein({
  reference,
  current,
}: Comparison): { distance: number; errorBound: number } | undefined {
  const known = allValuesKnown(reference, current);
  const before = heaps(reference, known);
  const after = heaps(current, known);
  if (before === undefined || after === undefined) return undefined;
  const n = totalRows(before);
  const m = totalRows(after);
  if (n === 0 || m === 0) return undefined;
  let distance = 0;
  let errorBound = 0;
  let previous = 0;
  // (F − G)·n·m, whole, so that equal distributions give exactly zero
  let gap = 0;
  for (const [cell, one] of before.entries()) {
    const other = after[cell] ?? one;
    const rise = one.rows * m;
    const fall = other.rows * n;
    if (gap - fall < 0 && gap + rise > 0) {
      errorBound += (one.rows / n) * one.spread + (other.rows / m) * other.spread;
    }
    const steps = [
      { mean: one.mean, step: rise },
      { mean: other.mean, step: -fall },
    ].filter(({ step }) => step !== 0);
    for (const { mean, step } of steps.sort((a, b) => a.mean - b.mean)) {
      if (gap !== 0) distance += (Math.abs(gap) / n / m) * (mean - previous);
      previous = mean;
      gap += step;
    }
  }
  return { distance, errorBound };
}

function heaps(profile: Profile, known: boolean): Heap[] | undefined {
  const { grid, sums, squares } = profile;
  const counts = finiteCounts(profile);
  if (grid.kind !== 'numeric' || counts === undefined) return undefined;
  if (!known && (sums.length !== counts.length || squares.some((sum) => sum >= CLIPPED))) return undefined;
  const cells = cellsOf(grid);
  if (cells.kind !== 'numeric') return undefined;
  const { center, scale } = cells;
  return Array.from(counts, (rows, cell) => {
    const lower = grid.edges[cell - 1] ?? -Infinity;
    const upper = grid.edges[cell] ?? Infinity;
    if (rows === 0 || known) return { rows, mean: upper, spread: 0 };
    const standardised = (sums[cell] as number) / rows;
    // rounding may carry a mean just past an edge
    const mean = Math.min(Math.max(center + scale * standardised, lower), upper);
    const deviation = scale * Math.sqrt(Math.max(0, (squares[cell] as number) / rows - standardised ** 2));
    const width = upper - lower;
    const widest = 2 * (upper - mean) * ((mean - lower) / width);
    return { rows, mean, spread: Number.isFinite(width) ? Math.min(deviation, widest) : deviation };
  });
}

function totalRows(side: readonly Heap[]): number {
  return side.reduce((rows, heap) => rows + heap.rows, 0);
}
