import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import { openStore, type Store } from '../../store/store.js';

/** A store that is down at start is tried again so often, in milliseconds. */
export const STORE_RETRY = 5_000;

/** Opens the store, waiting for it where it is a server that is down. @returns undefined where it is no longer wanted */
export async function openStorePatiently(
  config: Config['store'],
  signal: AbortSignal,
  onDown: (error: DriftError) => void,
): Promise<Store | undefined> {
  while (!signal.aborted) {
    try {
      return await openStore(config);
    } catch (error) {
      if (!(error instanceof DriftError) || error.code !== 'store_unreachable') throw error;
      onDown(error);
      await delay(STORE_RETRY, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
