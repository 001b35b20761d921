/** What has become of a file's rows so far. It is kept with the target, so that an ingest that goes on counts on. */
export interface Tally {
  /** Rows that were looked at, those that are none included. */
  readonly rows: number;
  readonly written: number;
  readonly refused: number;
  /** Rows that fail any rule: the refused and the flagged ones. */
  readonly failing: number;
  /** Refused rows by the kind of the first rule that each fails, such as `range`. */
  readonly refusedBy: Readonly<Record<string, number>>;
  /** Rows that fail a rule, by its name, such as `range age`. */
  readonly failingBy: Readonly<Record<string, number>>;
  /** Of the model's timestamps among the written rows, in milliseconds since the epoch. */
  readonly oldest?: number;
  readonly newest?: number;
}

export const EMPTY: Tally = { rows: 0, written: 0, refused: 0, failing: 0, refusedBy: {}, failingBy: {} };

export function addTallies(a: Tally, b: Tally): Tally {
  const oldest = Math.min(a.oldest ?? Infinity, b.oldest ?? Infinity);
  const newest = Math.max(a.newest ?? -Infinity, b.newest ?? -Infinity);
  return {
    rows: a.rows + b.rows,
    written: a.written + b.written,
    refused: a.refused + b.refused,
    failing: a.failing + b.failing,
    refusedBy: addCounts(a.refusedBy, b.refusedBy),
    failingBy: addCounts(a.failingBy, b.failingBy),
    ...(Number.isFinite(oldest) ? { oldest, newest } : {}),
  };
}

/** Rows that meet every rule, of all rows; undefined where there are none. */
export function qualityScore({ rows, failing }: Tally): number | undefined {
  return rows === 0 ? undefined : (rows - failing) / rows;
}

function addCounts(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums = { ...a };
  for (const [name, count] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
