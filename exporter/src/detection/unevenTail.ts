import { presentRows } from '../profile/profile.js';
import type { Comparison } from '../statistics/statistic.js';
import type { CellRows } from './cellTable.js';
import { unevenCell } from './unevenCell.js';

/** Shares of the reference's rows at either end. */
const SHARES = [0.01, 0.05] as const;

/**
 * Has either end of a number's distribution more or fewer rows, or is anything beyond all of the reference's values? Fisher's exact
 * tests of the outermost hundredth and twentieth of the reference's rows and of what lies out of its range, as in `unevenCell`. Finds
 * outliers and changes of spread that deciles hide, and holds for any number of rows: without drift, seldom are the k lowest of
 * all rows current ones.
 */
export function unevenTail({ reference, current }: Comparison): number {
  const [n, m] = [presentRows(reference), presentRows(current)];
  const { counts } = reference;
  const last = counts.length - 1;
  const ends = [
    { reference: reference.below, current: current.below },
    { reference: reference.above, current: current.above },
    ...outermost(
      (cell) => ({ reference: counts[cell] as number, current: current.counts[cell] ?? 0 }),
      last,
      n,
    ),
    ...outermost(
      (cell) => ({ reference: counts[last - cell] as number, current: current.counts[last - cell] ?? 0 }),
      last,
      n,
    ),
  ];
  return unevenCell(ends, { reference: n, current: m }, true) ?? 1;
}

/** The rows of the first cells, up to where they hold each share of the reference's. */
function outermost(cellAt: (cell: number) => CellRows, last: number, rows: number): CellRows[] {
  const found: CellRows[] = [];
  let [before, after] = [0, 0];
  for (let cell = 0; cell < last && found.length < SHARES.length; cell++) {
    const own = cellAt(cell);
    before += own.reference;
    after += own.current;
    while (found.length < SHARES.length && before >= (SHARES[found.length] as number) * rows) {
      found.push({ reference: before, current: after });
    }
  }
  return found;
}
