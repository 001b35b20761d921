import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DriftError } from '../../exporter/src/errors.js';

/** Milliseconds; the slowest of them builds for minutes where it has both cores, and much longer where it has not. */
const PATIENCE = 40 * 60_000;

/**
 * Sees to it that something lies at `path`, in `.cache/`. Test files run side by side: where it is not there, the first one
 * makes it, and the others wait.
 * @param make fills a folder of its own, which is removed afterwards, and returns what of it is moved to `path`
 */
export async function madeOnce(path: string, make: (own: string) => Promise<string>): Promise<string> {
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const lock = `${path}.lock`;
  await take(lock);
  const own = `${path}-${process.pid}`;
  try {
    if (!existsSync(path)) {
      await mkdir(own);
      await rename(await make(own), path);
    }
    return path;
  } finally {
    await rm(own, { recursive: true, force: true });
    await rm(lock, { force: true });
  }
}

/** Waits until nobody else has the lock; that of a run that died is broken. */
async function take(lock: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await writeFile(lock, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!isAlive(await readFile(lock, 'utf8').catch(() => ''))) await rm(lock, { force: true });
    else if (performance.now() > end)
      throw new DriftError('input_missing', `another run still makes what ${lock} stands for`);
    else await pause(200);
  }
}

/** A file that was just made may not have its number yet. */
function isAlive(pid: string): boolean {
  if (pid === '') return true;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
