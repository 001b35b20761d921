import type { Worker } from 'node:worker_threads';
import type { PgliteAnswer, PgliteRequest } from './pgliteWorker.js';

/** Milliseconds; longer than any statement takes, opening included: what has not answered by then never will. */
const PATIENCE = 300_000;

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

  /** @param patience milliseconds that a statement may take */
  constructor(
    worker: Worker,
    readonly patience = PATIENCE,
  ) {
    this.#worker = worker;
    worker.on('message', (answer: PgliteAnswer) => this.#take(answer));
    worker.once('error', (cause: Error) =>
      this.#fail(new Error(`the thread of the embedded database broke off: ${cause.message}`, { cause })),
    );
    worker.once('exit', () => this.#fail(new Error('the thread of the embedded database has ended')));
    // an idle store must not keep the process alive
    worker.unref();
  }

  run(sql: string, values?: readonly unknown[]): Promise<readonly object[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure as Error);
    const id = this.#next++;
    const silence = `the embedded database gave no answer within ${this.patience / 1000} s`;
    const timer = setTimeout(() => this.#fail(new Error(silence)), this.patience);
    const answer = new Promise<readonly object[]>((resolve, reject) => {
      this.#worker.postMessage({ id, sql, ...(values && { values }) } satisfies PgliteRequest);
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
    });
    return answer.finally(() => clearTimeout(timer));
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
