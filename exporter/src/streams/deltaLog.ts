import { copyFile, mkdir, open, readFile, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DriftError } from '../errors.js';
import { lockFolder, type FolderLock } from '../store/folderLock.js';
import { folderId } from './folderId.js';
import { framed, readFrames, type Stretch } from './frames.js';

/** Bytes that a file may have before a new one begins with the sum of what it holds. */
const MOST = 16 * 1024 * 1024;
/** Bytes that are written at once. */
const BATCH = 8 * 1024 * 1024;
const NAME = /^counts-(\d{8})\.log$/;

interface Waiting {
  readonly frame: Buffer;
  /** Called once it is on the disk, in the order of the file. */
  readonly kept: () => void;
  readonly resolve: () => void;
  readonly reject: (error: DriftError) => void;
}

export interface DeltaLogOptions {
  /** Called with each payload that an earlier process has left, in its order. */
  readonly read: (payload: Buffer) => void;
  /** Payloads that say as much as all that was kept so far. */
  readonly snapshot: () => Buffer[];
  readonly warn: (message: string) => void;
  readonly most?: number;
}

/**
 * Payloads on the disk, in files of which the newest says all: a payload that was acknowledged survives a crash, half of one
 * is cut off at the next start. Those that come together share one fsync.
 */
export class DeltaLog {
  #queue: Waiting[] = [];
  #last: Promise<void> = Promise.resolve();
  #running: Promise<void> | undefined;
  /** Bytes of the file, and those from which on a new one begins. */
  #size = 0;
  #limit: number;

  private constructor(
    readonly folder: string,
    /** Tells this folder from others, wherever it is moved to. */
    readonly id: string,
    readonly options: DeltaLogOptions,
    readonly lock: FolderLock,
    private file: FileHandle,
    private number: number,
  ) {
    this.#limit = options.most ?? MOST;
  }

  /** @throws DriftError `stream_unwritable`, also where another process uses the folder */
  static async open(folder: string, options: DeltaLogOptions): Promise<DeltaLog> {
    let lock: FolderLock | undefined;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      lock = await lockFolder(folder);
      const files = await readdir(folder);
      const numbers = files.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
      const newest = Math.max(0, ...numbers);
      // what is older was summed up in the newest, and what was not finished was never used
      for (const name of files) {
        if (name.endsWith('.new') || (NAME.test(name) && name !== nameOf(newest))) {
          await rm(join(folder, name), { force: true });
        }
      }
      const path = join(folder, nameOf(newest));
      const bytes = numbers.length === 0 ? Buffer.alloc(0) : await readFile(path);
      const { end, damaged } = readFrames(bytes, options.read);
      if (damaged.length > 0) await keepDamaged(path, damaged, options.warn);
      const file = await open(path, numbers.length === 0 ? 'w+' : 'r+', 0o600);
      const id = await folderId(folder);
      await syncFolder(folder);
      if (end < bytes.length) {
        await file.truncate(end);
        if (damaged.length === 0) {
          options.warn(
            `${path}: the last ${bytes.length - end} bytes, from ${end} on, were not written whole when the exporter ended; they were never acknowledged, and are cut off`,
          );
        }
      }
      const log = new DeltaLog(folder, id, options, lock, file, newest);
      log.#size = end;
      // what is sound goes into a file of its own, so that the damage is told once
      if (damaged.length > 0) await log.#begin();
      return log;
    } catch (cause) {
      await lock?.release();
      throw unwritable(folder, cause);
    }
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Resolves once the payload is on the disk and `kept` was called.
   * @throws DriftError `stream_unwritable`; it then is not there
   */
  append(payload: Uint8Array, kept: () => void): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#queue.push({ frame: framed(payload), kept, resolve, reject });
    });
    this.#last = written.catch(() => undefined);
    this.#running ??= this.#run();
    return written;
  }

  /** Resolves once all that was appended before is on the disk, or could not be written. */
  flush(): Promise<void> {
    return this.#last;
  }

  async close(): Promise<void> {
    await this.#running;
    await this.file.close();
    await this.lock.release();
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#take();
      try {
        await this.#write(Buffer.concat(batch.map(({ frame }) => frame)));
      } catch (cause) {
        const error = unwritable(this.folder, cause);
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const { kept, resolve } of batch) {
        kept();
        resolve();
      }
      if (this.#size > this.#limit) await this.#begin();
    }
    this.#running = undefined;
  }

  #take(): Waiting[] {
    let bytes = 0;
    const count = this.#queue.findIndex(({ frame }) => (bytes += frame.length) > BATCH);
    return this.#queue.splice(0, count < 0 ? this.#queue.length : Math.max(1, count));
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await writeAt(this.file, bytes, this.#size);
      await this.file.datasync();
    } catch (error) {
      // half of a payload must not stand before the next one
      await this.file.truncate(this.#size).catch(() => undefined);
      throw error;
    }
    this.#size += bytes.length;
  }

  /** Begins a new file with the sum of all that was kept; where that fails, the old one goes on. */
  async #begin(): Promise<void> {
    const path = join(this.folder, nameOf(this.number + 1));
    let file: FileHandle | undefined;
    try {
      const bytes = Buffer.concat(this.options.snapshot().map(framed));
      file = await open(`${path}.new`, 'w+', 0o600);
      await writeAt(file, bytes, 0);
      await file.datasync();
      await rename(`${path}.new`, path);
      await syncFolder(this.folder);
      const [before, name] = [this.file, nameOf(this.number)];
      this.file = file;
      this.number++;
      this.#size = bytes.length;
      this.#limit = Math.max(this.options.most ?? MOST, 2 * bytes.length);
      await before.close();
      await rm(join(this.folder, name), { force: true });
    } catch (error) {
      if (file !== undefined && file !== this.file) await file.close().catch(() => undefined);
      this.#limit = 2 * this.#size;
      this.options.warn(`${unwritable(this.folder, error).message}; the file before goes on`);
    }
  }
}

function nameOf(number: number): string {
  return `counts-${String(number).padStart(8, '0')}.log`;
}

async function writeAt(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Puts a damaged file aside, for whoever may bring it back, and says so. */
async function keepDamaged(
  path: string,
  damaged: readonly Stretch[],
  warn: (message: string) => void,
): Promise<void> {
  const copy = `${path}.damaged`;
  await copyFile(path, copy);
  const where = damaged.map(({ from, to }) => `from byte ${from} to ${to}`).join(', ');
  warn(
    `${path} is damaged ${where}: the rows that were counted there are lost, unless the disk is repaired; all the rest was read, and the file as it was is kept as ${copy}`,
  );
}

/** A new name in a folder is there after a crash only once the folder is written. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function unwritable(folder: string, cause: unknown): DriftError {
  if (cause instanceof DriftError && cause.code === 'stream_unwritable') return cause;
  const isLocked = cause instanceof DriftError && cause.code === 'store_locked';
  const problem = isLocked
    ? 'another process uses it; give each exporter of a stream a name of its own (serve --writer)'
    : ((cause as NodeJS.ErrnoException).code ?? String(cause));
  return new DriftError('stream_unwritable', `counts of a stream cannot be kept in this folder: ${problem}`, {
    file: folder,
    cause,
  });
}
