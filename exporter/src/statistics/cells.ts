import { psiCounts } from '../profile/profile.js';
import type { Comparison } from './statistic.js';

/** Rows of two samples in the same cells; each cell holds rows of one side at least, and each side holds rows. */
export interface CellPair {
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** Rows of both sides in the PSI cells; undefined where a side has no row that is not missing. */
export function psiCells({ reference, current }: Comparison): CellPair | undefined {
  return cellPair(psiCounts(reference), psiCounts(current));
}

/** Leaves out the cells that are empty on both sides; undefined where a side is empty. */
export function cellPair(reference: ArrayLike<number>, current: ArrayLike<number>): CellPair | undefined {
  const pairs = Array.from(reference, (count, cell) => [count, current[cell] ?? 0] as const).filter(
    ([one, other]) => one > 0 || other > 0,
  );
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
