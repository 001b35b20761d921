import type { RowSample, SampledColumn } from '../../sources/rowSample.js';

/** What is missing lies below all values, and no value is near zero, which some trees take for missing. */
const MISSING = 1;
const FIRST = 2;
/** Categories beyond the most frequent have one code together. */
const MOST_CATEGORIES = 100;

/**
 * Rows of two samples as numbers that trees can part, the first's rows before the second's: a number becomes its rank among the
 * distinct values of both, a category its place by frequency in both. So units, outliers and infinities mean nothing, and which
 * sample a row comes from cannot be told by its code.
 */
export function encodeRows(first: RowSample, second: RowSample): number[][] {
  const columns = first.values.map((own, index) => {
    const other = second.values[index];
    return other === undefined ? [] : codesOf(own, other);
  });
  return Array.from({ length: first.rows + second.rows }, (_, row) =>
    columns.map((codes) => codes[row] ?? MISSING),
  );
}

function codesOf(first: SampledColumn, second: SampledColumn): number[] {
  const all: readonly (number | string | null)[] = [...first, ...second];
  const counts = new Map<number | string, number>();
  for (const value of all) {
    if (!isMissing(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const order = Array.from(counts).sort(([a, left], [b, right]) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : right - left || (a < b ? -1 : 1),
  );
  const most = first instanceof Float64Array ? Infinity : MOST_CATEGORIES;
  const codes = new Map(order.map(([value], place) => [value, FIRST + Math.min(place, most)]));
  return all.map((value) => (isMissing(value) ? MISSING : (codes.get(value) ?? MISSING)));
}

function isMissing(value: number | string | null): value is null {
  return value === null || Number.isNaN(value);
}
