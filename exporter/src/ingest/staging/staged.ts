import { quoteIdentifier } from '../../sources/sql.js';

/** A column as it was read: text of text files, any type of Parquet. */
export interface StagedColumn {
  readonly name: string;
  /** SQL type in the table `staged`. */
  readonly type: string;
}

/**
 * A file that was read: its rows are in the table or view `staged`, by `__row` from 0. Lines that are no rows are in the table
 * `rejected`, each with the row that would have come next, its number in the file, its text and what is wrong with it.
 */
export interface Staged {
  readonly columns: readonly StagedColumn[];
  readonly rows: number;
  /** Whether `staged` has `__line`: the text of a line that is no JSON object, empty for others. */
  readonly lines: boolean;
  /** The first value's guess of a text column's type is worth a look. */
  readonly isText: boolean;
}

export const ROW = '__row';
export const LINE = '__line';

/** A table of rejected lines that is empty. */
export const NO_REJECTS = `CREATE TABLE rejected (place BIGINT, number BIGINT, byte BIGINT, raw VARCHAR, message VARCHAR)`;

export const quoted = (columns: readonly { readonly name: string }[]): string =>
  columns.map(({ name }) => quoteIdentifier(name)).join(', ');
