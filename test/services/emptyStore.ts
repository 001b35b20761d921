import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from '../../exporter/src/store/pgliteFolder.js';
import { madeOnce } from './madeOnce.js';

/**
 * The folder of an embedded database as the exporter makes it, without a table. To make one is five seconds of work, to copy it
 * next to none; it is kept in .cache/ under PGlite's version.
 */
export async function findEmptyStore(): Promise<string> {
  const about = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'));
  const { version } = JSON.parse(await readFile(about, 'utf8')) as { version: string };
  return madeOnce(join(process.cwd(), '.cache', `pglite-${version}`), async (own) => {
    const folder = join(own, 'database');
    await (await openFolder(folder)).close();
    return folder;
  });
}
