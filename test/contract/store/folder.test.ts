import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { lockFolder } from '../../../exporter/src/store/folderLock.js';
import { pgliteDatabase } from '../../../exporter/src/store/pgliteDatabase.js';
import { openStore } from '../../../exporter/src/store/store.js';
import { dataFolder } from '../../support/dataFolder.js';

const data = dataFolder();
const retention = { buckets: 0, days: 0, scores: 0 };
const program = fileURLToPath(new URL('./commitLoop.js', import.meta.url));
const ownHost = hostname();
let folders = 0;
const folder = async (): Promise<string> => {
  const path = join(data.path, `folder ${++folders}`);
  await mkdir(path);
  return path;
};

test('a second store on a folder is refused by name, and welcome once the first is closed', async () => {
  const path = join(data.path, 'not', 'there', 'yet');
  const store = await openStore({ path, retention });
  await expect(openStore({ path, retention })).rejects.toMatchObject({
    code: 'store_locked',
    message: expect.stringContaining(`${path}: process ${process.pid} is at work`),
  });
  expect(await store.audit.verify()).toMatchObject({ intact: true });
  await store.close();
  await store.close();
  await expect(store.audit.verify()).rejects.toMatchObject({ code: 'store_unreachable' });
  await (await openStore({ path, retention })).close();
  expect(await readdir(path)).toEqual(['database']);
});

test('what is in the folder is for its owner only', async () => {
  const path = join(data.path, 'private');
  await (await openStore({ path, retention })).close();
  expect((await stat(path)).mode & 0o077).toBe(0);
});

test('another process is refused while the first lives, and takes over when it was killed', async () => {
  const path = await folder();
  const child = spawn(process.execPath, [program, path, 'one'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('done')) continue;
    await expect(openStore({ path, retention })).rejects.toMatchObject({
      code: 'store_locked',
      message: expect.stringContaining(`process ${child.pid} is at work`),
    });
    child.kill('SIGKILL');
    break;
  }
  await ended;
  const store = await openStore({ path, retention });
  expect((await store.checks({ limit: 1 })).length).toBe(1);
  await store.close();
});

test('where the embedded database itself fails, its transaction is gone as a whole, and the next finds it started anew', async () => {
  const database = await pgliteDatabase(await folder());
  await database.script('CREATE TABLE t (x int); INSERT INTO t VALUES (1)');
  let later: unknown;
  const work = database.transaction(async (transaction) => {
    await transaction.query('INSERT INTO t VALUES (2)');
    // fails before it is SQL at all
    await transaction.query('SELECT $1::boolean', ['neither']).catch(() => undefined);
    later = await transaction.query('INSERT INTO t VALUES (3)').catch((error: unknown) => error);
  });
  await expect(work).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(later).toMatchObject({ code: 'store_unreachable' });
  expect(await database.query('SELECT x FROM t')).toEqual([{ x: 1 }]);
  await database.close();
});

test('a file in place of the folder is named', async () => {
  const path = data.write('a file', '');
  for (const place of [path, join(path, 'below')]) {
    await expect(openStore({ path: place, retention })).rejects.toMatchObject({
      code: 'store_unwritable',
      message: expect.stringContaining(place),
    });
  }
});

test('of many that ask for a folder at once one gets it', async () => {
  const path = await folder();
  for (const found of [undefined, '', '{"pid":', lockOf({ pid: 2 ** 22 + 1 })]) {
    if (found !== undefined) await writeFile(join(path, 'lock'), found);
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(path)));
    const locks = asked.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
    expect(await readdir(path)).toEqual([]);
  }
});

test('a number that the system has given to another process since then does not count', async () => {
  const path = await folder();
  await writeFile(join(path, 'lock'), lockOf({ pid: process.pid, started: '1' }));
  const lock = await lockFolder(path);
  expect(JSON.parse(await readFile(join(path, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('a holder on another machine counts as long as it shows that it lives', async () => {
  const path = await folder();
  const file = join(path, 'lock');
  await writeFile(file, lockOf({ host: 'elsewhere' }));
  await expect(lockFolder(path)).rejects.toMatchObject({
    code: 'store_locked',
    message: expect.stringContaining('on elsewhere'),
  });
  const long = new Date(Date.now() - 120_000);
  await utimes(file, long, long);
  await (await lockFolder(path)).release();
});

test('a lock that somebody else has taken over is not theirs to lose', async () => {
  const path = await folder();
  const lock = await lockFolder(path);
  const other = lockOf({ host: 'elsewhere' });
  await writeFile(join(path, 'lock'), other);
  await lock.release();
  expect(await readFile(join(path, 'lock'), 'utf8')).toBe(other);
});

function lockOf(holder: object): string {
  return JSON.stringify({
    pid: process.pid,
    host: 'elsewhere',
    started: '1',
    key: 'k',
    ...hostOf(holder),
    ...holder,
  });
}

function hostOf(holder: object): object {
  return 'host' in holder ? {} : { host: ownHost };
}
