import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftError } from '../errors.js';
import { openStore, type Store } from './store.js';

/** Signals that end a process, and its exit code then. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Lends a store of its own to `work`, in a temporary folder that is gone afterwards, also where the process is told to
 * end meanwhile.
 */
export async function withScratchStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  // between the folder and what removes it there is no moment in which a signal could come
  const folder = makeFolder();
  // nothing is kept long enough to be removed
  const kept = Infinity;
  const opening = openStore({ path: folder, retention: { buckets: kept, days: kept, scores: kept } });
  const remove = async (): Promise<void> => {
    // its thread would write on
    await opening.then(
      (store) => store.close(),
      () => undefined,
    );
    await rm(folder, { recursive: true, force: true });
  };
  let told: Promise<never> | undefined;
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const end = (): void => {
      told ??= remove().then(() => process.exit(code));
    };
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  try {
    return await work(await opening);
  } finally {
    // what failed since the store was closed is nobody's concern any more
    await told;
    await remove();
    for (const forget of handlers) forget();
  }
}

function makeFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'drift-backtest-'));
  } catch (cause) {
    throw new DriftError('store_unwritable', 'no temporary folder can be made; set TMPDIR to one that can', {
      file: tmpdir(),
      cause,
    });
  }
}
