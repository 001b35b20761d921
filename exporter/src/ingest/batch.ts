import { quoteIdentifier, quoteText } from '../sources/sql.js';
import type { Scratch } from './scratch.js';
import type { OutputColumn } from './shape.js';
import { quoted } from './staging/staged.js';

export interface CsvColumn {
  readonly name: string;
  readonly type?: string;
}

/** Rows that go to the target together: the view `batch` of the scratch database, by `__row`. */
export class Batch {
  constructor(
    readonly scratch: Scratch,
    readonly columns: readonly OutputColumn[],
    /** What the batch is called in file names: the file's content, and its rows. */
    readonly name: string,
    readonly from: number,
    readonly to: number,
  ) {}

  count(range?: readonly [from: number, to: number]): Promise<number> {
    return this.scratch.number(`SELECT count(*) FROM batch${between(range)}`);
  }

  /** Writes the rows' columns as CSV without a header, text in quotes, so that nothing is no value and "" is empty text. */
  async toCsv(
    path: string,
    columns: readonly CsvColumn[] = this.columns,
    range?: readonly [from: number, to: number],
  ): Promise<void> {
    const text = columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => quoteIdentifier(name));
    const force = text.length === 0 ? '' : `, FORCE_QUOTE (${text.join(', ')})`;
    await this.scratch.query(
      `COPY (SELECT ${quoted(columns)} FROM batch${between(range)})
       TO ${quoteText(path)} (FORMAT csv, HEADER false, NULLSTR ''${force})`,
    );
  }

  async toParquet(path: string): Promise<void> {
    await this.scratch.query(
      `COPY (SELECT ${quoted(this.columns)} FROM batch) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
}

function between(range: readonly [from: number, to: number] | undefined): string {
  return range === undefined ? '' : ` WHERE __row >= ${range[0]} AND __row < ${range[1]}`;
}
