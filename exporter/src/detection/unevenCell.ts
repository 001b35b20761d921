import { rowsOf, type CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';

/** So many parts that look the most uneven are tested; one that is left out could only make the result smaller. */
const TESTED = 3;
/** Pearson's statistic of a part that is not worth a closer look: in one of three such parts chance does as much. */
const COMMON = 1;

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
  const twoSided = Math.min(
    1,
    ...mostUneven(parts, n, m).map(({ reference, current }) =>
      fisherExact({ hits: reference, rows: n }, { hits: current, rows: m }),
    ),
  );
  if (twoSided >= 1) return 1;
  const tail = twoSided / 2;
  const more = areLaid ? parts.length : atLeast(parts, fewestRows(tail, m, n + m));
  const fewer = atLeast(parts, fewestRows(tail, n, n + m));
  return Math.min(1, tail * Math.max(1, more + fewer));
}

/** The parts of the largest likelihood ratios. There are thousands, and most of them are passed by at a glance. */
function mostUneven(parts: readonly CellRows[], n: number, m: number): CellRows[] {
  const found: { part: CellRows; unevenness: number }[] = [];
  for (const part of parts) {
    const share = (part.reference + part.current) / (n + m);
    const [before, after] = [n * share, m * share];
    const least = found[TESTED - 1]?.unevenness ?? 0;
    const pearson = ((part.current - after) ** 2 * (1 / n + 1 / m)) / (share * (1 - share));
    // a likelihood ratio is no larger than Pearson's statistic, since log x ≤ x − 1, and takes four logarithms
    if (!(pearson > COMMON && pearson > least)) continue;
    const unevenness =
      term(part.reference, before) +
      term(part.current, after) +
      term(n - part.reference, n - before) +
      term(m - part.current, m - after);
    if (unevenness <= least) continue;
    found.push({ part, unevenness });
    found.sort((a, b) => b.unevenness - a.unevenness);
    found.length = Math.min(found.length, TESTED);
  }
  return found.map(({ part }) => part);
}

function term(count: number, expected: number): number {
  return count > 0 ? count * Math.log(count / expected) : 0;
}

/** How many parts have so many rows. */
function atLeast(parts: readonly CellRows[], rows: number): number {
  let count = 0;
  for (const part of parts) if (rowsOf(part) >= rows) count++;
  return count;
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
