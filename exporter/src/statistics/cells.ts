import { psiCounts } from '../profile/profile.js';
import type { Comparison } from './statistic.js';

/** Rows of two samples in the same cells; each cell holds rows of one side at least, and each side holds rows. */
export interface CellPair {
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly referenceRows: number;
  readonly currentRows: number;
}

/**
 * Rows of both sides in the PSI cells; undefined where a side has no row that is not missing. Where unseen categories
 * are known by name, each has a cell of its own, as in a contingency table; the monitor knows only their sum.
 */
export function psiCells({ reference, current, unseenCategories = [] }: Comparison): CellPair | undefined {
  const before = Array.from(psiCounts(reference));
  const after = Array.from(psiCounts(current));
  const named = unseenCategories.map(({ count }) => count);
  const unnamed = (after.at(-1) ?? 0) - named.reduce((rows, count) => rows + count, 0);
  return cellPair(before, [...after.slice(0, -1), unnamed, ...named]);
}

/** Leaves out the cells that are empty on both sides; undefined where a side is empty. */
export function cellPair(reference: ArrayLike<number>, current: ArrayLike<number>): CellPair | undefined {
  const cells = Array.from({ length: Math.max(reference.length, current.length) }, (_, cell) => cell);
  const pairs = cells
    .map((cell) => [reference[cell] ?? 0, current[cell] ?? 0] as const)
    .filter(([one, other]) => one > 0 || other > 0);
  const pair = {
    reference: Float64Array.from(pairs, ([count]) => count),
    current: Float64Array.from(pairs, ([, count]) => count),
    referenceRows: pairs.reduce((rows, [count]) => rows + count, 0),
    currentRows: pairs.reduce((rows, [, count]) => rows + count, 0),
  };
  return pair.referenceRows > 0 && pair.currentRows > 0 ? pair : undefined;
}

/** Adds up `term` of each cell's shares of rows on either side. */
export function sumOverShares(cells: CellPair, term: (reference: number, current: number) => number): number {
  return cells.reference.reduce(
    (sum, count, cell) =>
      sum + term(count / cells.referenceRows, (cells.current[cell] as number) / cells.currentRows),
    0,
  );
}
