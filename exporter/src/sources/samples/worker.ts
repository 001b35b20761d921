import { parentPort } from 'node:worker_threads';
import { operations, type OperationName } from './operations.js';

export interface Task {
  readonly name: OperationName;
  readonly inputs: readonly unknown[];
}

parentPort?.on('message', ({ name, inputs }: Task) => {
  const run = operations[name] as (...inputs: readonly unknown[]) => unknown;
  parentPort?.postMessage(run(...inputs));
});
