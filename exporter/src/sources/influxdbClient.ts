import type { FluxTableMetaData } from '@influxdata/influxdb-client';
import pLimit from 'p-limit';
import pMap from 'p-map';
import { DriftError, type ErrorContext } from '../errors.js';
import { InfluxConnection, type InfluxOptions } from './influxdbConnection.js';
import { influxdbError } from './influxdbErrors.js';
import type { OnAnswer } from './source.js';

/** A row of an answer: the name of the `yield` that it belongs to, and its values as text. */
export interface InfluxRow {
  readonly result: string;
  readonly columns: readonly string[];
  value(column: string): string;
}

export interface InfluxClientOptions extends InfluxOptions {
  /** Name of the source, for messages. */
  readonly name: string;
  /** Queries that run at once. @default 4 */
  readonly parallelQueries?: number;
  /** Rows of an answer at most: far more than any question needs, and few enough for memory. @default 1,000,000 */
  readonly answerRows?: number;
  readonly onAnswer?: OnAnswer | undefined;
}

/** Asks an InfluxDB server in Flux, each query with a deadline and a bound on its answer. Connects on the first query. */
export class InfluxClient {
  readonly name: string;
  readonly bucket: string;
  readonly #connection: InfluxConnection;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #answerRows: number;
  readonly #onAnswer: OnAnswer | undefined;

  constructor(options: InfluxClientOptions) {
    const { name, parallelQueries = 4, answerRows = 1_000_000, onAnswer } = options;
    this.#onAnswer = onAnswer;
    this.#answerRows = answerRows;
    this.name = name;
    this.bucket = options.bucket;
    this.#connection = new InfluxConnection(options);
    this.#limit = pLimit(parallelQueries);
  }

  /**
   * Hands each row of the answer to `take`.
   * @throws DriftError with what was wrong; `context` says where
   */
  query(flux: string, take: (row: InfluxRow) => void, context: ErrorContext = {}): Promise<void> {
    return this.#limit(async () => {
      await this.#connection.within(async (client, timedOut) => {
        try {
          await this.#read(client.getQueryApi(this.#connection.org).iterateRows(flux), take);
        } catch (error) {
          throw influxdbError(error, { source: this.name, ...context }, this.#connection.place, timedOut());
        }
      });
      this.#onAnswer?.();
    });
  }

  /** Work on each item, as many at once as queries may run; the first failure stops what has not begun. */
  each<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
    return pMap(items, work, { concurrency: this.#limit.concurrency });
  }

  async #read(
    rows: AsyncIterable<{ values: string[]; tableMeta: FluxTableMetaData }>,
    take: (row: InfluxRow) => void,
  ): Promise<void> {
    let count = 0;
    let table: FluxTableMetaData | undefined;
    let columns = new Map<string, number>();
    let names: readonly string[] = [];
    for await (const { values, tableMeta } of rows) {
      if (table !== tableMeta) {
        table = tableMeta;
        names = tableMeta.columns.map(({ label }) => label);
        columns = new Map(names.map((name, index) => [name, index]));
        // an error that comes after the answer has begun is a table of its own
        if (columns.has('error') && !columns.has('result'))
          throw new Error(values[columns.get('error') ?? 0]);
      }
      if (++count > this.#answerRows) {
        throw new DriftError(
          'source_failed',
          `the answer has more than ${this.#answerRows.toLocaleString('en')} rows; exclude features of so many different values`,
        );
      }
      take({
        result: tableMeta.columns[0]?.defaultValue ?? '',
        columns: names,
        value(column) {
          const index = columns.get(column);
          // the server writes line breaks of a value as it ends lines, and leaves out a lone \r
          return index === undefined ? '' : (values[index] ?? '').replaceAll('\r\n', '\n');
        },
      });
    }
  }

  close(): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }
}
