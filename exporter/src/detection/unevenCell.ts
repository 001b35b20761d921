import { rowsOf, type CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';

/** So many cells that look the most uneven are tested; one that is left out could only make the result smaller. */
const TESTED = 3;

/**
 * Has any single cell more or fewer rows than its share? Fisher's exact test of each cell against all others: finds what a
 * test over all cells hides, such as a value that is stuck in a tenth of the rows, or one category of hundreds.
 *
 * Corrected for the cells that could have been found at all: one with so few rows that even all of them on one side are no
 * rarer than what was found, is none of the tests (Tarone 1990, https://doi.org/10.2307/2531456).
 *
 * @returns undefined where there is no cell
 */
export function unevenCell(cells: readonly CellRows[]): number | undefined {
  if (cells.length === 0) return undefined;
  const n = cells.reduce((sum, { reference }) => sum + reference, 0);
  const m = cells.reduce((sum, { current }) => sum + current, 0);
  const ordered = cells
    .map((cell) => ({ cell, unevenness: unevenness(cell, n, m) }))
    .sort((a, b) => b.unevenness - a.unevenness)
    .slice(0, TESTED);
  const pValue = Math.min(
    ...ordered.map(({ cell: { reference, current } }) =>
      fisherExact({ hits: reference, rows: n }, { hits: current, rows: m }),
    ),
  );
  const rows = fewestRows(pValue, n, m);
  const tests = cells.filter((cell) => rowsOf(cell) >= rows).length;
  return Math.min(1, pValue * Math.max(1, tests));
}

/** The likelihood ratio of a cell's rows on the two sides. */
function unevenness({ reference, current }: CellRows, n: number, m: number): number {
  const rows = reference + current;
  const [before, after] = [(rows * n) / (n + m), (rows * m) / (n + m)];
  return term(reference, before) + term(current, after);
}

function term(count: number, expected: number): number {
  return count > 0 ? count * Math.log(count / expected) : 0;
}

/** A cell needs so many rows for a p-value as small: that of all of them on the side where it is less likely. */
function fewestRows(pValue: number, n: number, m: number): number {
  const smaller = Math.min(n, m);
  let chance = 2;
  for (let rows = 0; rows < smaller; rows++) {
    if (chance <= pValue) return rows;
    chance *= (smaller - rows) / (n + m - rows);
  }
  return smaller;
}
