import { Trino } from 'trino-client';
import { DriftError } from '../../exporter/src/errors.js';
import { borrowTrino } from './sharedTrino.js';

/** A server that test files share: each makes schemas and catalogs of its own. */
export interface TrinoAccess {
  readonly url: string;
  readonly client: TrinoClient;
}

/** On a busy machine a server takes minutes to start; for `beforeAll`. */
export const TRINO_PATIENCE = 600_000;
/** What a monitor may take for a check by a server that has just begun: it compiles its queries first. */
export const MONITOR_PATIENCE = 180_000;

/** The server that DRIFT_TEST_TRINO_URL names, with catalogs `memory` and `tpch` and `catalog.management=dynamic`, else the run's. */
export async function accessTrino(): Promise<TrinoAccess> {
  const { DRIFT_TEST_TRINO_URL: running = '' } = process.env;
  const url = running === '' ? await borrowTrino() : running;
  return { url, client: new TrinoClient(url) };
}

/** What tests ask and tell a server that lets anyone in. */
export class TrinoClient {
  readonly #trino: Trino;

  constructor(url: string) {
    this.#trino = Trino.create({ server: url, extraHeaders: { 'X-Trino-User': 'tester' } });
  }

  /** Rows of the answer. */
  async query(sql: string): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    for await (const { error, data = [] } of await this.#trino.query(sql)) {
      if (error !== undefined) throw new DriftError('source_failed', error.message);
      for (const row of data) rows.push(row);
    }
    return rows;
  }

  /** A catalog of a database of PostgreSQL. */
  async createCatalog(name: string, database: string): Promise<void> {
    const { host, pathname, username, password } = new URL(database);
    const properties = {
      'connection-url': `jdbc:postgresql://${host}${pathname}`,
      'connection-user': username,
      'connection-password': decodeURIComponent(password),
    };
    const list = Object.entries(properties).map(([key, value]) => `"${key}" = '${value}'`);
    await this.query(`CREATE CATALOG ${name} USING postgresql WITH (${list.join(', ')})`);
  }
}
