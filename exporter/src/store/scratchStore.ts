import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftError } from '../errors.js';
import { openStore, type Store } from './store.js';

/** Signals that end a process without its `exit` event. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Lends a store of its own to `work`, in a temporary folder that is gone afterwards, also where the process is told to
 * end meanwhile.
 */
export async function withScratchStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-backtest-')).catch((cause: unknown) => {
    throw new DriftError('store_unwritable', 'no temporary folder can be made; set TMPDIR to one that can', {
      file: tmpdir(),
      cause,
    });
  });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const end = (): void => process.exit(code);
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  process.once('exit', remove);
  try {
    // nothing is kept long enough to be removed
    const kept = Infinity;
    const store = await openStore({ path: folder, retention: { buckets: kept, days: kept, scores: kept } });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    remove();
    process.off('exit', remove);
    for (const forget of handlers) forget();
  }
}
