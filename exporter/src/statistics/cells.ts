import { psiCounts, referencePsiCounts } from '../profile/profile.js';
import type { Comparison } from './statistic.js';

/** Rows of two samples in the same cells; each cell holds rows of one side at least, and each side holds rows. */
export interface CellPair {
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** Each statistic of a check asks for the cells of the same comparison. */
const known = new WeakMap<Comparison, CellPair | 'none'>();

/**
 * Rows of both sides in the PSI cells; undefined where a side has no row that is not missing. Where unseen categories
 * are known by name, each has a cell of its own, as in a contingency table; the monitor knows only their sum.
 */
export function psiCells(comparison: Comparison): CellPair | undefined {
  let pair = known.get(comparison);
  if (pair === undefined) {
    pair = countCells(comparison) ?? 'none';
    known.set(comparison, pair);
  }
  return pair === 'none' ? undefined : pair;
}

function countCells({ reference, current, unseenCategories = [] }: Comparison): CellPair | undefined {
  const before = referencePsiCounts(reference);
  const after = psiCounts(current);
  if (unseenCategories.length === 0) return cellPair(before, after);
  const named = unseenCategories.map(({ count }) => count);
  const unnamed = (after.at(-1) ?? 0) - named.reduce((rows, count) => rows + count, 0);
  return cellPair(before, [...after.subarray(0, -1), unnamed, ...named]);
}

/** Leaves out the cells that are empty on both sides; undefined where a side is empty. */
export function cellPair(reference: ArrayLike<number>, current: ArrayLike<number>): CellPair | undefined {
  const most = Math.max(reference.length, current.length);
  const before = new Float64Array(most);
  const after = new Float64Array(most);
  let cells = 0;
  let referenceRows = 0;
  let currentRows = 0;
  for (let cell = 0; cell < most; cell++) {
    const one = reference[cell] ?? 0;
    const other = current[cell] ?? 0;
    if (!(one > 0 || other > 0)) continue;
    before[cells] = one;
    after[cells++] = other;
    referenceRows += one;
    currentRows += other;
  }
  if (!(referenceRows > 0 && currentRows > 0)) return undefined;
  return {
    reference: before.subarray(0, cells),
    current: after.subarray(0, cells),
    referenceRows,
    currentRows,
  };
}

/** Adds up `term` of each cell's shares of rows on either side. */
export function sumOverShares(cells: CellPair, term: (reference: number, current: number) => number): number {
  const { reference, current, referenceRows, currentRows } = cells;
  let sum = 0;
  for (let cell = 0; cell < reference.length; cell++) {
    sum += term((reference[cell] as number) / referenceRows, (current[cell] as number) / currentRows);
  }
  return sum;
}
