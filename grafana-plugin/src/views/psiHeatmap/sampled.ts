import type { Cells, HeatmapRow } from './heatmap';

/** Rows of equally many columns, row after row; NaN where a row has nothing. */
export interface Courses {
  readonly count: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** The most columns: enough to tell courses apart. */
const COLUMNS = 100;

/**
 * The scores' course over time, in columns of equal length: the mean of each, on a logarithmic scale, so that one extreme score
 * does not decide alone.
 */
export function sampled(rows: readonly HeatmapRow[], { end, score }: Cells): Courses {
  const drawn = rows.flatMap(({ first, end: last }) => (last > first ? [end[first] ?? NaN, end[last - 1] ?? NaN] : []));
  const from = drawn.reduce((least, each) => Math.min(least, each), Infinity);
  const span = drawn.reduce((most, each) => Math.max(most, each), -Infinity) - from;
  const longest = rows.reduce((most, row) => Math.max(most, row.end - row.first), 1);
  const columns = Math.min(longest, COLUMNS);
  const values = new Float64Array(rows.length * columns);
  const counts = new Uint32Array(rows.length * columns);
  rows.forEach((row, place) => {
    for (let cell = row.first; cell < row.end; cell++) {
      const value = score[cell] ?? NaN;
      if (!Number.isNaN(value)) {
        const column = span > 0 ? Math.min(Math.floor((((end[cell] ?? 0) - from) / span) * columns), columns - 1) : 0;
        const index = place * columns + column;
        values[index] = (values[index] ?? 0) + Math.sign(value) * Math.log1p(10 * Math.abs(value));
        counts[index] = (counts[index] ?? 0) + 1;
      }
    }
  });
  return { count: rows.length, columns, values: values.map((sum, index) => sum / (counts[index] ?? 0)) };
}
