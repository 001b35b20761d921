import { errorSums, standardisedError, type ErrorBaseline } from '../../detection/concept/bucketErrors.js';
import type { BucketSignals } from '../../detection/concept/bucketSignals.js';
import type { StreamSignals } from '../../detection/concept/streamSignals.js';
import type { BucketProfile, ConceptSignalRecord } from '../../store/records.js';
import type { RowErrors } from '../../streams/rowErrors.js';
import { Breather } from '../breather.js';

/** What detectors raised over some buckets, and how many of these had errors. */
export interface FedErrors {
  readonly raised: readonly ConceptSignalRecord[];
  readonly buckets: number;
}

/** Rows between two pauses; a few milliseconds of work. */
const ROWS_AT_ONCE = 2000;

/** Feeds the mean error of each bucket, in the order of time. */
export async function feedBuckets(
  signals: BucketSignals,
  errors: ErrorBaseline,
  read: AsyncIterable<readonly (BucketProfile & { readonly length?: number })[]>,
  bucket: number,
): Promise<FedErrors> {
  const raised: ConceptSignalRecord[] = [];
  let buckets = 0;
  for await (const some of read) {
    for (const { start, length = bucket, profile } of some) {
      const sums = errorSums(profile);
      // a day that was rolled up is no bucket
      if (sums === undefined || length > bucket) continue;
      const methods = signals.add(standardisedError(errors, sums));
      raised.push(...records(methods, start + bucket, sums.sum / sums.rows));
      buckets++;
    }
  }
  return { raised, buckets };
}

/** Feeds the error of each row that came to a stream: bucket after bucket, and within each as they came. */
export async function feedRows(
  signals: StreamSignals,
  errors: ErrorBaseline,
  held: readonly (readonly [start: number, errors: RowErrors])[],
  bucket: number,
): Promise<FedErrors> {
  const task = signals.inputs === 'binary' ? 'classification' : 'regression';
  // those that came while the model had another task have another unit
  const fitting = held.filter(([, own]) => own.task === task && own.values.length > 0);
  const breather = new Breather();
  const raised: ConceptSignalRecord[] = [];
  for (const [start, { values }] of fitting) {
    const methods = new Set<string>();
    signals.nextBucket();
    for (let from = 0; from < values.length; from += ROWS_AT_ONCE) {
      for (const id of signals.add(values.subarray(from, from + ROWS_AT_ONCE), errors)) methods.add(id);
      await breather.breathe();
    }
    let sum = 0;
    for (const value of values) sum += value;
    raised.push(...records([...methods], start + bucket, sum / values.length));
  }
  return { raised, buckets: fitting.length };
}

function records(methods: readonly string[], dataUntil: number, mean: number): ConceptSignalRecord[] {
  const value = Number.isFinite(mean) ? { value: mean } : {};
  return methods.map((method) => ({ method, dataUntil, level: 'drift' as const, ...value }));
}
