import { startPostgres, type PostgresServer } from './postgres.js';

declare global {
  var driftTestPostgres: PostgresServer | undefined;
}

/** One PostgreSQL for the whole run; test files reach it by DRIFT_TEST_POSTGRES_URL and make databases of their own. */
// jest demands a default export
// eslint-disable-next-line no-restricted-exports
export default async function globalSetup(): Promise<void> {
  const server = await startPostgres();
  globalThis.driftTestPostgres = server;
  process.env.DRIFT_TEST_POSTGRES_URL = server.url;
}
