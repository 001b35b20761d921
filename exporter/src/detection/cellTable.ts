import { psiCounts, referencePsiCounts } from '../profile/profile.js';
import type { Comparison } from '../statistics/statistic.js';

/** Rows of one cell on either side. */
export interface CellRows {
  readonly reference: number;
  readonly current: number;
}

/** Below that many expected rows in a cell, the chi-squared distribution promises too much. */
const EXPECTED_ROWS = 5;
/** So many standard deviations of chance a category must be away from losing its cell. */
const CERTAINTY = 4;

/**
 * The PSI cells as a table whose cells do not depend on which side is which, as a test that reshuffles rows between the
 * sides requires. Categories get cells by their count in the reference alone, and that favours those that
 * happened to be frequent there; so those that chance could have left without a cell go together with `other`
 * and with the unseen that are not told by name.
 */
export function cellTable({ reference, current, unseenCategories = [] }: Comparison): CellRows[] {
  const before = referencePsiCounts(reference);
  const after = psiCounts(current);
  const cells: CellRows[] = [];
  for (let cell = 0; cell < before.length; cell++) {
    cells.push({ reference: before[cell] as number, current: after[cell] ?? 0 });
  }
  if (reference.grid.kind === 'numeric') return cells.filter((cell) => rowsOf(cell) > 0);
  const categories = cells.slice(0, -2);
  const named = unseenCategories.map(({ count }) => ({ reference: 0, current: count }));
  const other = join([
    ...cells.slice(-2),
    ...named.map((cell) => ({ reference: 0, current: -cell.current })),
  ]);
  const told = [...categories, ...named].filter((cell) => rowsOf(cell) > 0);
  if (rowsOf(other) === 0) return told;
  const all = join(cells);
  const rarest = Math.min(...categories.map((cell) => cell.reference));
  const limit = certainRows(other.reference > 0 ? rarest : 0, all.reference / rowsOf(all));
  return [
    ...told.filter((cell) => rowsOf(cell) > limit),
    join([other, ...told.filter((cell) => rowsOf(cell) <= limit)]),
  ];
}

/**
 * Takes cells together until each expects five rows on either side: numeric cells with their neighbours, categories from
 * the rarest on, all that have as many rows at once. One that expects five by itself stays by itself.
 */
export function poolSmallCells(cells: readonly CellRows[], anyOrder: boolean): CellRows[] {
  const isFull = fullness(cells);
  if (!anyOrder) return fill(cells, isFull);
  const small = cells.filter((cell) => !isFull(cell));
  const byRows = new Map<number, CellRows>();
  for (const cell of small) {
    const equal = byRows.get(rowsOf(cell));
    byRows.set(rowsOf(cell), equal === undefined ? cell : join([equal, cell]));
  }
  const equals = [...byRows].sort(([a], [b]) => a - b).map(([, equal]) => equal);
  const large = cells.filter(isFull).sort((a, b) => rowsOf(a) - rowsOf(b));
  const pools = fill(equals, isFull);
  const [last] = pools.slice(-1);
  // the last pool may have stayed small
  return last === undefined || isFull(last)
    ? [...pools, ...large]
    : [...pools.slice(0, -1), join([last, ...large.slice(0, 1)]), ...large.slice(1)];
}

export function rowsOf({ reference, current }: CellRows): number {
  return reference + current;
}

function fullness(cells: readonly CellRows[]): (cell: CellRows) => boolean {
  const all = join(cells);
  const smallerShare = Math.min(all.reference, all.current) / rowsOf(all);
  return (cell) => rowsOf(cell) * smallerShare >= EXPECTED_ROWS;
}

/** Takes neighbours together until each pool is full; a rest goes to the last. */
function fill(cells: readonly CellRows[], isFull: (cell: CellRows) => boolean): CellRows[] {
  const pools: CellRows[] = [];
  let open: CellRows = { reference: 0, current: 0 };
  for (const cell of cells) {
    open = { reference: open.reference + cell.reference, current: open.current + cell.current };
    if (!isFull(open)) continue;
    pools.push(open);
    open = { reference: 0, current: 0 };
  }
  const rest = join([...pools.splice(-1), open]);
  return rowsOf(rest) > 0 ? [...pools, rest] : pools;
}

function join(cells: readonly CellRows[]): CellRows {
  let reference = 0;
  let current = 0;
  for (const cell of cells) {
    reference += cell.reference;
    current += cell.current;
  }
  return { reference, current };
}

/**
 * The rows on both sides from which on a category surely has more than `rows` in the reference, which holds
 * `share` of all: t with t · share − 4 · √(t · share · (1 − share)) = rows.
 */
function certainRows(rows: number, share: number): number {
  const chance = CERTAINTY * Math.sqrt(share * (1 - share));
  return ((chance + Math.sqrt(chance * chance + 4 * share * rows)) / (2 * share)) ** 2;
}
