import type { Pool, PoolClient } from 'pg';
import { isLocalHost } from '../config/localHost.js';
import { DriftError } from '../errors.js';
import { storableText, type Database, type Queryable } from './database.js';
import { isBroken, isRetriable, storeError } from './storeErrors.js';

/** How long the network may take on top of a statement's own deadline, in milliseconds. */
const GRACE = 5_000;
const CONNECTION_TIMEOUT = 10_000;
const POOL_SIZE = 4;
const ATTEMPTS = 3;

/**
 * A small pool of connections, each statement with a deadline. Connects on the first query. `sslmode`, `sslrootcert` and
 * `options` of the URL mean what they mean to libpq; without `sslmode` it is verify-full with an `sslrootcert`, disable on this
 * machine, else require.
 * @throws DriftError `config_invalid` where the URL is none
 */
export async function postgresDatabase(url: string, statementTimeout: number): Promise<Database> {
  // the error of a parser may hold the password
  if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url)) {
    throw new DriftError('config_invalid', 'expected a url such as postgres://user@host:5432/database', {
      key: 'store.url',
    });
  }
  const parsed = new URL(url);
  const host = parsed.searchParams.get('host') ?? parsed.hostname;
  const place = `${host || 'localhost'}:${parsed.port || 5432}${parsed.pathname}`;
  parsed.searchParams.set('uselibpqcompat', 'true');
  if (!parsed.searchParams.has('sslmode')) parsed.searchParams.set('sslmode', defaultSslMode(parsed, host));
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: parsed.href,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    statement_timeout: statementTimeout,
    query_timeout: statementTimeout + GRACE,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'drift-exporter store',
  });
  // a connection that breaks while idle is replaced by the next query, which reports what is wrong then
  pool.on('error', () => undefined);
  return new PostgresDatabase(pool, place);
}

/** As for sources: a password must not cross a network in the clear because a key was forgotten. */
function defaultSslMode({ searchParams }: URL, host: string): string {
  if (searchParams.has('sslrootcert')) return 'verify-full';
  return isLocalHost(host) ? 'disable' : 'require';
}

class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly #pool: Pool;
  #closed: Promise<void> | undefined;

  constructor(
    pool: Pool,
    readonly place: string,
  ) {
    this.#pool = pool;
  }

  query<R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]> {
    return this.#with((client) => client.query<R>(sql, values));
  }

  script(sql: string): Promise<void> {
    return this.#with((client) => client.script(sql));
  }

  async transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#with(async (client) => {
          await client.query('BEGIN');
          try {
            const result = await work(client);
            await client.query('COMMIT');
            return result;
          } catch (error) {
            if (!client.broken) await client.query('ROLLBACK').catch(() => undefined);
            throw error;
          }
        });
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetriable(error)) throw error;
      }
    }
  }

  async take(name: string): Promise<(() => void) | undefined> {
    const client = await this.#connect();
    client.on('error', () => undefined);
    // the server gives it back when the connection ends
    const release = (): void => client.release(true);
    try {
      const [taken] = await new Connection(client, this.place).query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
        [storableText(name)],
      );
      if (taken?.held === true) return release;
    } catch (error) {
      release();
      throw error;
    }
    release();
    return undefined;
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#pool.end());
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw storeError(error, this.place);
    }
  }

  async #with<Result>(work: (client: Connection) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    const connection = new Connection(client, this.place);
    // between two statements nobody else would hear that the connection broke, and the process would end
    const fail = (): void => void (connection.broken = true);
    client.on('error', fail);
    try {
      return await work(connection);
    } finally {
      client.removeListener('error', fail);
      // a statement may still run on a connection that timed out
      client.release(connection.broken);
    }
  }
}

class Connection implements Queryable {
  broken = false;
  readonly #client: PoolClient;
  readonly #place: string;

  constructor(client: PoolClient, place: string) {
    this.#client = client;
    this.#place = place;
  }

  async query<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.#run(
      async () => (await this.#client.query<R & Record<string, unknown>>(sql, [...values])).rows,
    );
  }

  async script(sql: string): Promise<void> {
    await this.#run(() => this.#client.query(sql));
  }

  async #run<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      this.broken ||= isBroken(error);
      throw storeError(error, this.#place);
    }
  }
}
