import './globalSetup.js';

/** Stops what globalSetup started; jest runs both in one process. */
// jest demands a default export
// eslint-disable-next-line no-restricted-exports
export default async function globalTeardown(): Promise<void> {
  await Promise.all((globalThis.driftTestServers ?? []).map((stop) => stop()));
}
