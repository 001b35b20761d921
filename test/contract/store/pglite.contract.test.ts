import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pgliteDatabase } from '../../../exporter/src/store/pgliteDatabase.js';
import { testStore } from './testStore.js';

testStore('PGlite', async () => {
  const path = await mkdtemp(join(tmpdir(), 'drift-store-'));
  return {
    database: await pgliteDatabase(path),
    remove: () => rm(path, { recursive: true, force: true }),
  };
});
