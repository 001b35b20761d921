import { parentPort, workerData } from 'node:worker_threads';
import type { RowSample } from '../../sources/rowSample.js';
import { boostedTrees } from './boostedTrees.js';
import { domainAuc } from './domainAuc.js';
import { encodeRows } from './encodeRows.js';

/** Two samples to be told apart. */
export interface ClassifierTask {
  readonly reference: RowSample;
  readonly current: RowSample;
  /** For the p-value; without any, neither that nor features are told. */
  readonly permutations: number;
}

const { reference, current, permutations } = workerData as ClassifierTask;
const train = await boostedTrees();
parentPort?.postMessage(domainAuc(encodeRows(reference, current), reference.rows, train, permutations));
