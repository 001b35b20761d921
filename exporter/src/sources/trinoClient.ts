import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { BasicAuth, Trino, type Iterator, type QueryResult } from 'trino-client';
import { DriftError, type ErrorContext } from '../errors.js';
import type { OnAnswer } from './source.js';
import type { TrinoOptions } from './trino.js';
import { httpError, queryError, tooSlow, type TrinoPlace } from './trinoErrors.js';

export interface Answer {
  readonly rows: readonly (readonly unknown[])[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** How long the network may take on top of the query's own deadline, in milliseconds. */
const GRACE = 5_000;
/** What a proxy says while the server is away for a moment: the same page is asked for again. */
const BUSY = [429, 502, 503, 504];
const PAUSE = 100;

/** Queries over HTTP, a few at once, each with a deadline and a limit of rows. */
export class TrinoClient {
  readonly name: string;
  readonly #trino: Trino;
  readonly #place: TrinoPlace;
  readonly #atOnce: ReturnType<typeof pLimit>;
  readonly #most: number;
  readonly #onAnswer: OnAnswer | undefined;

  constructor(options: TrinoOptions) {
    const { name, server, catalog, schema, user, password, ssl, session = {} } = options;
    const { statementTimeoutMs: timeout = 30_000, poolSize = 4, mostRows = 2_000_000 } = options;
    this.name = name;
    this.#most = mostRows;
    this.#onAnswer = options.onAnswer;
    this.#atOnce = pLimit(poolSize);
    this.#place = { address: `${new URL(server).host}/${catalog}`, user, timeout };
    this.#trino = Trino.create({
      server,
      catalog,
      source: `drift-exporter ${name}`,
      // the server ends the query at its deadline, also where nobody is left to cancel it
      session: encoded({ ...session, query_max_run_time: `${timeout}ms` }),
      extraHeaders: {
        'X-Trino-User': user,
        // else types of times come without their precision
        'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
      },
      ...(schema === undefined ? {} : { schema }),
      ...(password === undefined ? {} : { auth: new BasicAuth(user, password) }),
      ...(ssl === undefined ? {} : { ssl }),
    });
  }

  /** @throws DriftError with what was wrong; `context` says where. */
  query(sql: string, context: ErrorContext = {}): Promise<Answer> {
    return this.#atOnce(async () => {
      const answer = await this.#run(sql, { source: this.name, ...context });
      this.#onAnswer?.();
      return answer;
    });
  }

  async #run(sql: string, context: ErrorContext): Promise<Answer> {
    const end = performance.now() + this.#place.timeout + GRACE;
    try {
      const pages = await before(end, this.#trino.query(sql), () => this.#late());
      return await this.#read(pages, end, context);
    } catch (error) {
      throw httpError(error, context, this.#place);
    }
  }

  async #read(pages: Iterator<QueryResult>, end: number, context: ErrorContext): Promise<Answer> {
    const rows: (readonly unknown[])[] = [];
    let columns: Answer['columns'] = [];
    for (;;) {
      const { value, done } = await before(end, this.#next(pages, end), () => this.#late());
      // the client gives an error as if it were a page
      if (value.error !== undefined) throw queryError(value.error, context, this.#place);
      // and the last page once more
      if (done === true) return { rows, columns };
      columns = value.columns ?? columns;
      for (const row of value.data ?? []) rows.push(row);
      if (rows.length > this.#most) {
        await this.#trino.cancel(value.id).catch(() => undefined);
        const detail = `the answer has more than ${this.#most} rows of counts; take longer buckets, shorter windows or fewer segments`;
        throw new DriftError('source_failed', detail, context);
      }
    }
  }

  async #next(pages: Iterator<QueryResult>, end: number): Promise<IteratorResult<QueryResult, QueryResult>> {
    for (;;) {
      try {
        return await pages.next();
      } catch (error) {
        const { status } = (error as { response?: { status?: number } }).response ?? {};
        if (status === undefined || !BUSY.includes(status) || performance.now() > end) throw error;
        await pause(PAUSE);
      }
    }
  }

  #late(): DriftError {
    return new DriftError('source_timeout', tooSlow(this.#place.timeout));
  }
}

/** What is waited for, or an error once it is late. */
async function before<Result>(end: number, work: Promise<Result>, late: () => Error): Promise<Result> {
  const stop = new AbortController();
  const alarm = pause(Math.max(0, end - performance.now()), undefined, { signal: stop.signal }).then(() => {
    throw late();
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    stop.abort();
    alarm.catch(() => undefined);
  }
}

function encoded(session: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(session).map(([key, value]) => [key, encodeURIComponent(value)]));
}
