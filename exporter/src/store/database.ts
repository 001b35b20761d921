export type Row = Readonly<Record<string, unknown>>;

/** What runs SQL: a database, or a transaction in it. */
export interface Queryable {
  /** One statement with `$1`, `$2`, … Rows are as the database gives them: `R` is the statement's promise, not checked. */
  query<R extends object = Row>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Several statements without values. */
  script(sql: string): Promise<void>;
}

/** PostgreSQL, or PostgreSQL within our own process: the same SQL runs on both. */
export interface Database extends Queryable {
  readonly kind: 'postgres' | 'pglite';
  /** Folder, or `host:port/database`: never a user or a password. */
  readonly place: string;
  /**
   * What `work` writes is kept if it returns and gone if it throws. `work` may run twice where databases took turns badly.
   * @throws DriftError
   */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /**
   * Lets nobody else take this name until it is given back, or the connection is lost.
   * @returns what gives it back; undefined where somebody else has it
   */
  take(name: string): Promise<(() => void) | undefined>;
  close(): Promise<void>;
}

/** SQL for a timestamp column as milliseconds since the epoch. */
export function milliseconds(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}

/** SQL for a parameter or expression in milliseconds since the epoch as a timestamp. */
export function timestamp(expression: string): string {
  return `to_timestamp(${expression}::float8 / 1000)`;
}

/** The nearest time that the database can hold, in milliseconds since the epoch. */
export function storableTime(time: number): number {
  return Math.min(Math.max(time, -2e14), 8.64e15);
}

/** A count or a sum; what is no number counts as nothing. */
export function storableCount(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** Databases hold no NUL and no half of a surrogate pair. */
export function storableText(text: string): string {
  return text.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd');
}

/** JSON that a database can hold; numbers that are none become null. */
export function storableJson(value: unknown): string {
  // a pair of backslashes is one of the text's own, whatever comes after it
  return (JSON.stringify(value) ?? 'null').replaceAll(
    /(\\\\)|\\u(?:0000|d[89a-f][0-9a-f]{2})/g,
    (_, backslashes?: string) => backslashes ?? '\ufffd',
  );
}
