import type { CategorySummary } from '../sources/source.js';

/** A value of a segment column, as text, '' for NULL, and its rows. */
export interface ValueRows {
  readonly value: string;
  readonly rows: number;
}

/** More values than this of a column are not looked at. */
const MOST_CANDIDATES = 1_000;
/** How many times the rows of the least of the chosen a value must have to take its place. */
const OUTGROWN = 1.5;

/** The values that may be chosen: those of at least `least` rows, the most frequent first, then in code-point order. */
export function candidatesOf({ categories, missing }: CategorySummary, least: number): ValueRows[] {
  const rows = new Map(categories.map(({ name, count }) => [name, count]));
  if (missing > 0) rows.set('', (rows.get('') ?? 0) + missing);
  return Array.from(rows, ([value, count]) => ({ value, rows: count }))
    .filter((candidate) => candidate.rows >= Math.max(1, least))
    .sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_CANDIDATES);
}

/**
 * The chosen values after some more time: one that has clearly outgrown the least of them takes its place, and all others stay, so
 * that segments do not come and go where two are about as frequent.
 *
 * @param candidates by their order in the reference, which settles ties
 * @param recent rows of that time by value
 * @param least rows that a value must have had to enter
 */
export function nextValues(
  chosen: readonly string[],
  candidates: readonly string[],
  recent: ReadonlyMap<string, number>,
  least: number,
): readonly string[] {
  const rowsOf = (value: string): number => recent.get(value) ?? 0;
  const waiting = candidates
    .filter((value) => !chosen.includes(value) && rowsOf(value) >= least)
    .sort((a, b) => rowsOf(b) - rowsOf(a));
  const staying = [...chosen].sort((a, b) => rowsOf(a) - rowsOf(b));
  const leaving = new Map<string, string>();
  for (const value of waiting) {
    const weakest = staying[leaving.size];
    if (weakest === undefined || rowsOf(value) <= OUTGROWN * rowsOf(weakest)) break;
    leaving.set(weakest, value);
  }
  return leaving.size === 0 ? chosen : chosen.map((value) => leaving.get(value) ?? value);
}
