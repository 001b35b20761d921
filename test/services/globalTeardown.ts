import './globalSetup.js';

/** Stops what globalSetup started; jest runs both in one process. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.driftTestPostgres?.stop();
}
