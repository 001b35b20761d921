import pMap from 'p-map';
import { DriftError } from '../errors.js';
import type { Feature, Selection, Source } from '../sources/source.js';
import type { Failure } from './features.js';

export interface Batches<Result> {
  /** In the order of the features. */
  readonly results: readonly Result[];
  readonly failed: readonly Failure[];
}

/** Features in one batch, where the source does not say otherwise. */
export const FEATURES_A_BATCH = 50;
/** While one batch is sorted or judged, the next is read. */
const BATCHES_AT_ONCE = 2;

/** How many features to take at once, so that a source that holds values holds no more than it wishes. */
export async function batchSize(source: Source, selections: readonly Selection[]): Promise<number> {
  const { batchValues } = source;
  if (batchValues === undefined) return FEATURES_A_BATCH;
  const rows = await Promise.all(selections.map((selection) => source.rowCount(selection)));
  const total = rows.reduce((sum, count) => sum + count, 0);
  return Math.max(
    1,
    Math.min(FEATURES_A_BATCH, Math.floor(batchValues / BATCHES_AT_ONCE / Math.max(1, total))),
  );
}

/** Runs `work` on the features batch by batch. A feature that fails does not fail the others. */
export async function inBatches<Result>(
  features: readonly Feature[],
  size: number,
  work: (features: readonly Feature[]) => Promise<Result>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Batches<Result>> {
  const starts = Array.from({ length: Math.ceil(features.length / size) }, (_, batch) => batch * size);
  let done = 0;
  const batches = await pMap(
    starts,
    async (start) => {
      const batch = features.slice(start, start + size);
      const result = await eachAlone(batch, work);
      done += batch.length;
      onProgress(done, features.length);
      return result;
    },
    { concurrency: BATCHES_AT_ONCE },
  );
  return {
    results: batches.flatMap(({ results }) => results),
    failed: batches.flatMap(({ failed }) => failed),
  };
}

/** Runs `work` on all features at once and, where that fails, on each alone, so that one cannot fail the others. */
export async function eachAlone<Result>(
  features: readonly Feature[],
  work: (features: readonly Feature[]) => Promise<Result>,
): Promise<Batches<Result>> {
  try {
    return { results: [await work(features)], failed: [] };
  } catch (error) {
    if (!(error instanceof DriftError) || isGeneral(error)) throw error;
    const [feature] = features;
    if (features.length === 1 && feature !== undefined) {
      return {
        results: [],
        failed: [{ feature: feature.name, error: error.with({ feature: feature.name }) }],
      };
    }
  }
  const results: Result[] = [];
  const failed: Failure[] = [];
  for (const feature of features) {
    const alone = await eachAlone([feature], work);
    results.push(...alone.results);
    failed.push(...alone.failed);
  }
  return { results, failed };
}

/** An error that each feature would meet again. */
export function isGeneral({ code }: DriftError): boolean {
  return [
    'source_unreachable',
    'source_denied',
    'source_timeout',
    'interrupted',
    'store_unreachable',
    'input_missing',
    'input_malformed',
  ].includes(code);
}
