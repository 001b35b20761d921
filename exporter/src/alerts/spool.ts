import { constants } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DriftError } from '../errors.js';
import { lockFolder, type FolderLock } from '../store/folderLock.js';

/** Bytes; beyond that whoever tells must tell again later. */
const MOST = 64 * 1024 * 1024;

/**
 * Lines of JSON that wait in a file until the store takes them. A line that was added survives a crash; half a line, which
 * nobody was told is kept, is cut off at the next start.
 */
export class Spool {
  readonly #folder: string;
  readonly #most: number;
  #file: FileHandle | undefined;
  #opening: Promise<FileHandle> | undefined;
  #lock: FolderLock | undefined;
  /** Bytes that were written, and bytes of them that are done with. */
  #size = 0;
  #done = 0;
  #lines = 0;

  constructor(folder: string, most = MOST) {
    this.#folder = folder;
    this.#most = most;
  }

  /** Lines that wait. */
  get length(): number {
    return this.#lines;
  }

  /** Finds what an earlier process has left, if there is anything. @throws DriftError `spool_unwritable` */
  async recover(): Promise<void> {
    const left = await stat(this.#path).catch(() => undefined);
    if (left !== undefined && left.size > 0) await this.#opened();
  }

  /** Resolves once the value is on the disk. @throws DriftError `spool_unwritable`, also where the spool is full */
  async add(value: unknown): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    const file = await this.#opened();
    if (this.#size + line.length > this.#most) {
      throw this.#error(`full: ${this.#lines} messages and looks wait for the store already`);
    }
    try {
      await file.write(line, 0, line.length, this.#size);
      await file.datasync();
    } catch (cause) {
      // half of a line must not stand before the next one
      await file.truncate(this.#size).catch(() => undefined);
      throw this.#error((cause as NodeJS.ErrnoException).code ?? String(cause), cause);
    }
    this.#size += line.length;
    this.#lines++;
  }

  /** The oldest line that waits, and a way to say that it is done with; undefined where none waits. */
  async next(): Promise<{ readonly text: string; done(): Promise<void> } | undefined> {
    if (this.#lines === 0 || this.#file === undefined) return undefined;
    const file = this.#file;
    const { line, length } = await readLine(file, this.#done, this.#size);
    return {
      text: line,
      done: async () => {
        this.#done += length;
        this.#lines--;
        if (this.#done < this.#size) return;
        await file.truncate(0);
        [this.#size, this.#done] = [0, 0];
      },
    };
  }

  /** Keeps a line that the store will never take, for people to look at. @throws DriftError `spool_unwritable` */
  async setAside(text: string): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const file = await open(join(this.#folder, 'rejected.ndjson'), 'a', 0o600);
      try {
        // whoever tells the same again and again fills no disk
        if ((await file.stat()).size >= this.#most) return;
        await file.appendFile(`${text}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw this.#error((cause as NodeJS.ErrnoException).code ?? String(cause), cause);
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await this.#lock?.release();
    this.#lock = undefined;
  }

  get #path(): string {
    return join(this.#folder, 'alerts.ndjson');
  }

  #opened(): Promise<FileHandle> {
    if (this.#file !== undefined) return Promise.resolve(this.#file);
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #open(): Promise<FileHandle> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      this.#lock ??= await lockFolder(this.#folder);
      const file = await open(this.#path, constants.O_RDWR | constants.O_CREAT, 0o600);
      const content = await file.readFile();
      this.#size = content.lastIndexOf('\n') + 1;
      this.#done = 0;
      this.#lines = content.subarray(0, this.#size).reduce((sum, byte) => sum + Number(byte === 10), 0);
      await file.truncate(this.#size);
      return (this.#file = file);
    } catch (cause) {
      if (cause instanceof DriftError) {
        throw this.#error('another process uses it; give each its own with store.spool', cause);
      }
      throw this.#error((cause as NodeJS.ErrnoException).code ?? String(cause), cause);
    }
  }

  #error(problem: string, cause?: unknown): DriftError {
    return new DriftError('spool_unwritable', `alerts cannot wait in this folder: ${problem}`, {
      file: this.#folder,
      cause,
    });
  }
}

const CHUNK = 65_536;

async function readLine(
  file: FileHandle,
  from: number,
  end: number,
): Promise<{ readonly line: string; readonly length: number }> {
  const parts: Buffer[] = [];
  for (let position = from; position < end;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, position);
    const chunk = buffer.subarray(0, Math.min(bytesRead, end - position));
    if (chunk.length === 0) break;
    const stop = chunk.indexOf(10);
    if (stop >= 0) {
      const line = Buffer.concat([...parts, chunk.subarray(0, stop)]);
      return { line: line.toString(), length: line.length + 1 };
    }
    parts.push(chunk);
    position += chunk.length;
  }
  return { line: Buffer.concat(parts).toString(), length: end - from };
}
