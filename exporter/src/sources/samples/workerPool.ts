import { Worker } from 'node:worker_threads';
import { DriftError } from '../../errors.js';
import { operations, type OperationName, type Operations } from './operations.js';
import type { Task } from './worker.js';

interface Waiting {
  readonly task: Task;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Runs operations on worker threads, each of which does one at a time. Without threads they run at once. */
export class WorkerPool {
  readonly #waiting: Waiting[] = [];
  readonly #idle: Worker[] = [];
  #closed = false;
  readonly #workers = new Set<Worker>();
  readonly #busy = new Map<Worker, Waiting>();

  constructor(readonly threads: number) {}

  run<Name extends OperationName>(
    name: Name,
    ...inputs: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>> {
    type Result = ReturnType<Operations[Name]>;
    if (this.threads === 0) {
      const operation = operations[name] as (...inputs: readonly unknown[]) => unknown;
      return new Promise((resolve) => resolve(operation(...inputs) as Result));
    }
    if (this.#closed) return Promise.reject(new DriftError('interrupted', 'the worker pool was closed'));
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ task: { name, inputs }, resolve, reject });
      this.#next();
    }) as Promise<Result>;
  }

  /** Ends the threads; what they still do or should have done is rejected. */
  async close(): Promise<void> {
    for (const { reject } of [...this.#busy.values(), ...this.#waiting.splice(0)]) {
      reject(new DriftError('interrupted', 'the worker pool was closed'));
    }
    this.#closed = true;
    this.#busy.clear();
    await Promise.all(Array.from(this.#workers, (worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#closed) return;
    const waiting = this.#waiting[0];
    const worker = waiting === undefined ? undefined : (this.#idle.pop() ?? this.#start());
    if (waiting === undefined || worker === undefined) return;
    this.#waiting.shift();
    this.#busy.set(worker, waiting);
    // an idle worker must not keep the process alive
    worker.ref();
    worker.postMessage(waiting.task);
  }

  #start(): Worker | undefined {
    if (this.#workers.size >= this.threads) return undefined;
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    this.#workers.add(worker);
    worker.on('message', (result) => {
      this.#idle.push(worker);
      this.#finish(worker)?.resolve(result);
    });
    worker.on('error', (error) => {
      this.#workers.delete(worker);
      this.#finish(worker)?.reject(error);
    });
    return worker;
  }

  #finish(worker: Worker): Waiting | undefined {
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    worker.unref();
    this.#next();
    return waiting;
  }
}
