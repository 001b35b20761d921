import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { DriftError } from '../errors.js';
import type { Database, Queryable } from './database.js';
import { lockFolder, type FolderLock } from './folderLock.js';
import { PgliteThread } from './pgliteThread.js';
import { isBroken, storeError } from './storeErrors.js';

/**
 * A database of our own in `<path>/database`, for one process at a time. It runs on a thread of its own, so that nothing else
 * waits for it.
 * @throws DriftError `store_locked` where another process uses it, `store_unwritable` where the folder cannot be written
 */
export async function pgliteDatabase(path: string): Promise<Database> {
  let lock: FolderLock;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    lock = await lockFolder(path);
  } catch (error) {
    throw storeError(error, path);
  }
  try {
    const database = new PgliteDatabase(path, lock);
    await database.query('SELECT 1');
    return database;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

class PgliteDatabase implements Database {
  readonly kind = 'pglite';
  /** One statement, or one transaction, at a time. */
  readonly #turn = pLimit(1);
  readonly #lock: FolderLock;
  readonly #taken = new Set<string>();
  #thread: PgliteThread | undefined;
  #closed = false;

  constructor(
    readonly place: string,
    lock: FolderLock,
  ) {
    this.#lock = lock;
  }

  query<R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]> {
    return this.#turn(() => this.#queryable().query<R>(sql, values));
  }

  script(sql: string): Promise<void> {
    return this.#turn(() => this.#queryable().script(sql));
  }

  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    return this.#turn(async () => {
      const transaction = this.#queryable();
      await transaction.query('BEGIN');
      try {
        const result = await work(transaction);
        await transaction.query('COMMIT');
        return result;
      } catch (error) {
        await transaction.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  take(name: string): Promise<(() => void) | undefined> {
    // no other process is here
    if (this.#taken.has(name)) return Promise.resolve(undefined);
    this.#taken.add(name);
    return Promise.resolve(() => void this.#taken.delete(name));
  }

  close(): Promise<void> {
    return this.#turn(async () => {
      if (this.#closed) return;
      this.#closed = true;
      await this.#thread?.close();
      await this.#lock.release();
    });
  }

  /** Bound to the thread of now: a transaction must not go on in one that was started after a crash. */
  #queryable(): Queryable {
    if (this.#closed) throw new DriftError('store_unreachable', `the store at ${this.place} was closed`);
    const thread = (this.#thread ??= this.#start());
    const run = async (sql: string, values?: readonly unknown[]): Promise<readonly object[]> => {
      try {
        return await thread.run(sql, values);
      } catch (error) {
        if (isBroken(error) && this.#thread === thread) {
          this.#thread = undefined;
          await thread.close();
        }
        throw storeError(error, this.place);
      }
    };
    return {
      query: async <R extends object>(sql: string, values: readonly unknown[] = []) =>
        (await run(sql, values)) as R[],
      script: async (sql) => {
        await run(sql);
      },
    };
  }

  #start(): PgliteThread {
    const worker = new Worker(new URL('./pgliteWorker.js', import.meta.url), {
      workerData: join(this.place, 'database'),
      // its own output would end up between ours
      stdout: true,
      stderr: true,
    });
    return new PgliteThread(worker);
  }
}
