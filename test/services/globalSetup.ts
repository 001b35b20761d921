import { findInfluxd } from './influxdBinary.js';
import { startPostgres, type PostgresServer } from './postgres.js';
import { findTrino } from './trinoBinaries.js';

declare global {
  var driftTestPostgres: PostgresServer | undefined;
}

/** One PostgreSQL for the whole run; test files reach it by DRIFT_TEST_POSTGRES_URL and make databases of their own. */
// jest demands a default export
// eslint-disable-next-line no-restricted-exports
export default async function globalSetup(): Promise<void> {
  if (process.env.CI === 'true') await fetchSlowServers();
  const server = await startPostgres();
  globalThis.driftTestPostgres = server;
  process.env.DRIFT_TEST_POSTGRES_URL = server.url;
}

/** What takes minutes of both cores to build would leave none to the tests beside it. Those that need it say what is missing. */
async function fetchSlowServers(): Promise<void> {
  await findInfluxd().catch(() => undefined);
  await findTrino().catch(() => undefined);
}
