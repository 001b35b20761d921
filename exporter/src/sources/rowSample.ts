import type { Feature, Selection } from './source.js';

/** Some rows of a selection, for what sums of all rows cannot tell. */
export interface SampleRequest {
  readonly selection: Selection;
  readonly features: readonly Feature[];
  /** So many rows at most. */
  readonly most: number;
  /** Another whole number chooses other rows. */
  readonly seed: number;
}

/**
 * Rows by columns: of a numeric feature doubles, NaN where missing, of a categorical one texts, null where missing. The same
 * rows of the selection give the same sample, in the same order.
 */
export interface RowSample {
  readonly rows: number;
  /** Milliseconds since the epoch, NaN where a row has none; absent without a timestamp column. */
  readonly times?: Float64Array;
  readonly values: readonly SampledColumn[];
}

export type SampledColumn = Float64Array | readonly (string | null)[];

/** @param answer of a query: each row's time, then its values @param toMilliseconds of a time as the query gives it */
export function rowSampleOf(
  answer: readonly (readonly unknown[])[],
  { selection, features }: SampleRequest,
  toMilliseconds: number,
): RowSample {
  const numberOf = (value: unknown): number =>
    value === null || value === undefined ? Number.NaN : Number(value);
  return {
    rows: answer.length,
    ...(selection.timestampColumn === undefined
      ? {}
      : { times: Float64Array.from(answer, ([time]) => numberOf(time) * toMilliseconds) }),
    values: features.map(({ kind }, index) =>
      kind === 'numeric'
        ? Float64Array.from(answer, (row) => numberOf(row[index + 1]))
        : answer.map((row) => textOf(row[index + 1])),
    ),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * Rows with the smallest hashes. Of rows that are alike each has a hash of its own, by its place among them, so that a value that many
 * rows have is neither taken whole nor left out.
 *
 * @param rows SQL of a table with the columns `sample_time`, `sample_0`, … and `sample_hash`, which is of all of these
 * @param hashOf SQL of a row's hash from that and from `sample_copy`
 */
export function sampleSql(rows: string, hashOf: string, { features, most }: SampleRequest): string {
  const columns = ['sample_time', ...features.map((_, index) => `sample_${index}`)].join(', ');
  const numbered = `SELECT *, row_number() OVER (PARTITION BY sample_hash) AS sample_copy FROM (${rows}) AS hashed`;
  return `SELECT ${columns} FROM (${numbered}) AS numbered ORDER BY ${hashOf}, sample_hash LIMIT ${Math.floor(most)}`;
}
