import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DriftError } from '../errors.js';

export interface FolderLock {
  release(): Promise<void>;
}

/** Who holds a folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's own words: a number is given again to other processes. */
  readonly started: string;
  readonly key: string;
}

/** Whether a holder on another machine or in another container lives cannot be asked; it shows it by touching the file. */
const HEARTBEAT = 5_000;
const SILENCE = 60_000;

/**
 * Takes a folder for this process. A lock whose process is gone is taken over. Packages that do this go by the file's time
 * alone: after a crash they make the next start wait, and they name nobody.
 * @throws DriftError `store_locked` where a living process holds it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const key = randomUUID();
  const own: Holder = { pid: process.pid, host: hostname(), started: await startOf(process.pid), key };
  const text = JSON.stringify(own);
  const prepared = join(folder, `lock.${key}`);
  await writeFile(prepared, text, { mode: 0o600 });
  try {
    for (;;) {
      if (await created(prepared, path)) return held(path, text);
      await removeStale(path, folder, prepared);
    }
  } finally {
    await rm(prepared, { force: true });
  }
}

function held(path: string, text: string): FolderLock {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      if ((await contentOf(path)) === text) await rm(path, { force: true });
    },
  };
}

/** A link appears with its content or not at all. */
async function created(prepared: string, path: string): Promise<boolean> {
  return link(prepared, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

/** Removes a lock whose holder is gone; one at a time, lest somebody remove the lock of whoever came after. */
async function removeStale(path: string, folder: string, prepared: string): Promise<void> {
  if (!(await isStale(path, folder))) return;
  const turn = `${path}.turn`;
  if (!(await created(prepared, turn))) {
    const other = parse((await contentOf(turn)) ?? '');
    if (other === undefined || !(await lives(other, turn))) await rm(turn, { force: true });
    return;
  }
  try {
    if (await isStale(path, folder)) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

/** @throws DriftError `store_locked` where the holder lives */
async function isStale(path: string, folder: string): Promise<boolean> {
  const found = await contentOf(path);
  if (found === undefined) return false;
  const holder = parse(found);
  if (holder !== undefined && (await lives(holder, path))) throw locked(holder, folder);
  return true;
}

async function lives({ pid, host, started }: Holder, path: string): Promise<boolean> {
  if (host !== hostname()) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
    return Date.now() - mtimeMs < SILENCE;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    // another user's process may not be signalled, but lives
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await startOf(pid)) === started;
}

/** Linux tells in clock ticks since the system started; elsewhere the number of the process must do. */
async function startOf(pid: number): Promise<string> {
  const status = await contentOf(`/proc/${pid}/stat`);
  // the name in parentheses may hold anything
  return status?.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function locked({ pid, host }: Holder, folder: string): DriftError {
  const where = host === hostname() ? '' : ` on ${host}`;
  return new DriftError(
    'store_locked',
    `process ${pid}${where} is at work in the store's folder; stop it, or give this one a folder of its own, or keep results in PostgreSQL (store.url)`,
    { file: folder },
  );
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, host, started, key } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string'
      ? { pid, host, started: started ?? '', key: key ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  });
}
