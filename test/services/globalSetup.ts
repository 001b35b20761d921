import { findEmptyStore } from './emptyStore.js';
import { findInfluxd } from './influxdBinary.js';
import { startPostgres } from './postgres.js';
import { lendTrino } from './sharedTrino.js';
import { findTrino } from './trinoBinaries.js';

declare global {
  /** What ends the servers of the run. */
  var driftTestServers: readonly (() => Promise<void>)[] | undefined;
}

/**
 * What all test files of a run share: a PostgreSQL, in which they make databases of their own (DRIFT_TEST_POSTGRES_URL); a
 * Trino, which starts when it is asked for; an empty embedded store to copy (DRIFT_TEST_EMPTY_STORE).
 */
// jest demands a default export
// eslint-disable-next-line no-restricted-exports
export default async function globalSetup(): Promise<void> {
  if (process.env.CI === 'true') await fetchSlowServers();
  process.env.DRIFT_TEST_EMPTY_STORE = await findEmptyStore();
  const postgres = await startPostgres();
  process.env.DRIFT_TEST_POSTGRES_URL = postgres.url;
  globalThis.driftTestServers = [() => postgres.stop(), await lendTrino()];
}

/** What takes minutes of both cores to build would leave none to the tests beside it. Those that need it say what is missing. */
async function fetchSlowServers(): Promise<void> {
  await findInfluxd().catch(() => undefined);
  await findTrino().catch(() => undefined);
}
