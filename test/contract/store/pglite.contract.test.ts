import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testStore } from './testStore.js';

testStore('PGlite', async () => {
  const path = await mkdtemp(join(tmpdir(), 'drift-store-'));
  return {
    config: { path, retention: { buckets: 0, days: 0, scores: 0 } },
    query: () => Promise.reject(new Error('one process at a time')),
    remove: () => rm(path, { recursive: true, force: true }),
  };
});
