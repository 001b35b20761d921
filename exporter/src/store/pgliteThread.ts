import type { Worker } from 'node:worker_threads';
import type { PgliteAnswer, PgliteRequest } from './pgliteWorker.js';

interface Waiting {
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The thread in which PGlite runs, seen from outside. Once it has failed it answers every statement with that failure. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #failure: unknown;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: PgliteAnswer) => this.#take(answer));
    worker.once('error', (error) => this.#fail(error));
    worker.once('exit', () => this.#fail(new Error('the thread of the embedded database has ended')));
    // an idle store must not keep the process alive
    worker.unref();
  }

  run(sql: string, values?: readonly unknown[]): Promise<readonly object[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure as Error);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#worker.postMessage({ id, sql, ...(values && { values }) } satisfies PgliteRequest);
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
    });
  }

  async close(): Promise<void> {
    this.#fail(new Error('the embedded database was closed'));
    await this.#worker.terminate();
  }

  #take(answer: PgliteAnswer): void {
    if ('error' in answer && answer.id === 0) this.#fail(answer.error);
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('error' in answer) waiting?.reject(answer.error);
    else waiting?.resolve(answer.rows);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
