import { rowsOf, type CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';

/** So many parts that look the most uneven are tested; one that is left out could only make the result smaller. */
const TESTED = 3;

/** Rows of each side in all. */
export interface SideRows {
  readonly reference: number;
  readonly current: number;
}

/**
 * Has any single part of the rows more or fewer than its share? Fisher's exact test of each part against all else, each direction
 * for itself: finds what a test over all cells hides, such as a value that is stuck in a tenth of the rows, or one category of hundreds.
 *
 * Corrected for the tests that could have found anything: where even all rows of a part on one side are no rarer than what was
 * found, that is none of the tests (Tarone 1990, https://doi.org/10.2307/2531456). So thousands of rare categories cost nothing,
 * nor does the question whether there are fewer of what is rare. Where the reference laid the cells, how many rows a cell has depends on
 * which side is which, and more current rows may be found in each of them: all of those tests count.
 *
 * @param parts may overlap
 * @param areLaid whether the reference's own rows tell where one part ends and the next begins
 * @returns undefined where there is no part
 */
export function unevenCell(
  parts: readonly CellRows[],
  { reference: n, current: m }: SideRows,
  areLaid: boolean,
): number | undefined {
  if (parts.length === 0) return undefined;
  const ordered = parts
    .map((part) => ({ part, unevenness: unevenness(part, n, m) }))
    .sort((a, b) => b.unevenness - a.unevenness)
    .slice(0, TESTED);
  const twoSided = Math.min(
    ...ordered.map(({ part: { reference, current } }) =>
      fisherExact({ hits: reference, rows: n }, { hits: current, rows: m }),
    ),
  );
  if (twoSided >= 1) return 1;
  const tail = twoSided / 2;
  const atLeast = (rows: number): number => parts.filter((part) => rowsOf(part) >= rows).length;
  const more = areLaid ? parts.length : atLeast(fewestRows(tail, m, n + m));
  const fewer = atLeast(fewestRows(tail, n, n + m));
  return Math.min(1, tail * Math.max(1, more + fewer));
}

/** The likelihood ratio of a part's rows on the two sides, against those of all else. */
function unevenness({ reference, current }: CellRows, n: number, m: number): number {
  const share = (reference + current) / (n + m);
  const [before, after] = [n * share, m * share];
  const inside = term(reference, before) + term(current, after);
  return inside + term(n - reference, n - before) + term(m - current, m - after);
}

function term(count: number, expected: number): number {
  return count > 0 ? count * Math.log(count / expected) : 0;
}

/** So many rows a part needs for the probability that chance puts all of them on a side to be as small. */
function fewestRows(probability: number, side: number, all: number): number {
  let chance = 1;
  for (let rows = 0; rows < side; rows++) {
    if (chance <= probability) return rows;
    chance *= (side - rows) / (all - rows);
  }
  return side;
}
