import pg from 'pg';
import type { ErrorContext } from '../errors.js';
import type { PostgresOptions } from './postgres.js';
import { addressOf, connectionOf } from './postgresAddress.js';
import { postgresError, type PostgresPlace } from './postgresErrors.js';
import type { OnAnswer } from './source.js';

export interface Field {
  readonly name: string;
  /** Object identifier of its type. */
  readonly type: number;
}

export interface Answer {
  readonly rows: readonly (readonly unknown[])[];
  readonly fields: readonly Field[];
}

/** How long the network may take on top of the statement's own deadline, in milliseconds. */
const GRACE = 5_000;
const CONNECTION_TIMEOUT = 10_000;

/** A small pool of read-only connections, each query with a deadline. Connects on the first query. */
export class PostgresClient {
  /** The source's, for messages. Options are not kept: they hold a password. */
  readonly name: string;
  /** Queries that may run at once. */
  readonly limit: number;
  readonly #pool: pg.Pool;
  readonly #place: PostgresPlace;
  readonly #onAnswer: OnAnswer | undefined;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #closed: Promise<void> | undefined;

  constructor(options: PostgresOptions) {
    const { statementTimeoutMs: timeout = 30_000, poolSize = 4 } = options;
    const connection = connectionOf(options);
    this.name = options.name;
    this.limit = poolSize;
    this.#onAnswer = options.onAnswer;
    this.#place = { address: addressOf(connection), user: connection.user ?? '', statementTimeout: timeout };
    this.#pool = new pg.Pool({
      ...connection,
      max: poolSize,
      connectionTimeoutMillis: CONNECTION_TIMEOUT,
      statement_timeout: timeout,
      query_timeout: timeout + GRACE,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    });
    // a connection that breaks while idle is replaced by the next query, which reports what is wrong then
    this.#pool.on('error', () => undefined);
  }

  /** @throws DriftError with what was wrong; `context` says where. */
  async query(text: string, values: readonly unknown[] = [], context: ErrorContext = {}): Promise<Answer> {
    if (this.#running >= this.limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await this.#answer(text, values, context);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  async #answer(text: string, values: readonly unknown[], context: ErrorContext): Promise<Answer> {
    const query = {
      text,
      values: [...values],
      rowMode: 'array',
      // the extended protocol takes one statement only
      queryMode: 'extended',
    } as pg.QueryArrayConfig;
    const { rows, fields } = await this.#pool.query<unknown[]>(query).catch((error: unknown) => {
      throw postgresError(error, { source: this.name, ...context }, this.#place);
    });
    this.#onAnswer?.();
    return { rows, fields: fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })) };
  }

  /** Work on each item, as many at once as there are connections; the first failure stops what has not begun. */
  async each<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
    const results: Result[] = [];
    const failures: unknown[] = [];
    let next = 0;
    const run = async (): Promise<void> => {
      while (next < items.length && failures.length === 0) {
        const index = next++;
        await work(items[index] as Item).then(
          (result) => (results[index] = result),
          (error: unknown) => failures.push(error),
        );
      }
    };
    await Promise.all(Array.from({ length: this.limit }, run));
    if (failures.length > 0) throw failures[0];
    return results;
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#pool.end());
  }
}
