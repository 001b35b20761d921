import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  query(sql: string, values?: readonly unknown[]): Promise<void>;
  drop(): Promise<void>;
}

/** A database of a test file's own on the run's server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const server = new URL(process.env.DRIFT_TEST_POSTGRES_URL ?? '');
  // sorted as people do, where the server can: a query that relies on code-point order must say so
  await once(
    server.href,
    `CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`,
  ).catch(() => once(server.href, `CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  // the server may end a connection before the pool has
  pool.on('error', () => undefined);
  return {
    url: url.href,
    async query(sql, values) {
      await pool.query(sql, values === undefined ? undefined : [...values]);
    },
    async drop() {
      await pool.end();
      await once(server.href, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
