import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../exporter/src/store/migrate.js';
import { pgliteDatabase } from '../../../exporter/src/store/pgliteDatabase.js';
import { readCatalogue, type Catalogue } from './catalogue.js';

/** The views as the exporter's migrations make them, so that no file that reads them can be older or newer. */
export async function catalogueOfMigrations(): Promise<Catalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-catalogue-'));
  try {
    const database = await pgliteDatabase(folder);
    try {
      await migrate(database);
      return await readCatalogue(database);
    } finally {
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
