import type { ReferenceBuckets } from '../overTime/referenceBuckets.js';

/** So many categories stay apart; the others share a group. */
const MOST = 14;

/**
 * The group of each PSI cell: of numbers each its own, of categories the most frequent apart, the rest of the reference's
 * together, and unseen ones, the last cell, apart: a statistic over a hundred near-empty cells sees nothing.
 */
export function groupsOf({ cells, counts, starts }: ReferenceBuckets, isOrdered: boolean): number[] {
  if (isOrdered || cells <= MOST + 2) return Array.from({ length: cells }, (_, cell) => cell);
  const sums = new Float64Array(cells);
  for (let at = 0; at < starts.length * cells; at++) {
    sums[at % cells] = (sums[at % cells] as number) + (counts[at] as number);
  }
  const order = Array.from(sums.subarray(0, cells - 1).keys()).sort(
    (a, b) => (sums[b] as number) - (sums[a] as number) || a - b,
  );
  const places = new Map(order.slice(0, MOST).map((cell, place) => [cell, place]));
  return Array.from({ length: cells }, (_, cell) =>
    cell === cells - 1 ? MOST + 1 : (places.get(cell) ?? MOST),
  );
}

/** Rows in each group of cells. */
export function groupCounts(cells: ArrayLike<number>, groups: readonly number[], size: number): Float64Array {
  const counts = new Float64Array(size);
  for (let cell = 0; cell < cells.length; cell++) {
    const group = groups[cell] ?? size - 1;
    counts[group] = (counts[group] as number) + (cells[cell] as number);
  }
  return counts;
}
