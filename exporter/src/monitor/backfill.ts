import type { Config, ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { ScoreRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { bucketsAtOnce, countBuckets, rowsIn } from './countBuckets.js';
import { begin, openRuntime, takeBuckets } from './runtime.js';

export interface BackfillOptions {
  readonly from: Date;
  readonly to: Date;
  readonly writer: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly onWarning: (warning: string) => void;
  /** Told of all scores, in order of time. */
  readonly onScores: (scores: readonly ScoreRecord[]) => Promise<void>;
}

export interface Backfilled {
  readonly rows: number;
  readonly buckets: number;
  readonly scores: number;
}

/**
 * Counts all buckets of [from, to) again, late rows included, in place of what the store holds, and judges them as the
 * monitor would have. Counters, positions and activities stay as they are: they tell of the monitor's own run.
 */
export async function backfill(
  config: Config,
  model: ModelConfig,
  store: Store,
  options: BackfillOptions,
): Promise<Backfilled> {
  const { writer } = options;
  const runtime = await openRuntime(config, model, store, writer, options.onWarning);
  try {
    const { plan, kept } = runtime;
    const { bucket, source, rows, clock } = plan;
    const range = await source.timeRange({ ...rows, from: options.from, to: options.to }, clock.limit());
    if (range === undefined) {
      throw new DriftError(
        'input_empty',
        `model ${model.name} has no rows between ${options.from.toISOString()} and ${options.to.toISOString()}`,
      );
    }
    const first = Math.floor(Math.max(options.from.getTime(), range.oldest.getTime()) / bucket) * bucket;
    const last = Math.min(
      options.to.getTime(),
      (Math.floor(range.watermark.getTime() / bucket) + 1) * bucket,
    );
    const { version, features } = kept.reference;
    const known = await store.position(model.name, version, writer);
    const longest = Math.max(...plan.windows.map(({ length }) => length));
    const progress = begin(config, model.name, runtime, Math.min(first, known?.countedFrom ?? first));
    const { windows } = progress.closed;
    windows.end = Math.max(progress.countedFrom, first - longest - bucket);
    for await (const some of store.readBuckets(model.name, version, features, windows.end, first)) {
      takeBuckets(progress.buckets, some);
    }
    while (windows.end < first) windows.advance(progress.buckets);
    const step = bucketsAtOnce(features) * bucket;
    // only a stretch that touches what was counted moves its beginning
    const joins = known !== undefined && first < known.countedFrom && last >= known.countedFrom;
    const done = { rows: 0, buckets: 0, scores: 0 };
    const startedAt = new Date();
    for (let from = first; from < last; from += step) {
      const to = Math.min(from + step, Math.ceil(last / bucket) * bucket);
      const counted = await countBuckets(source, rows, features, bucket, from, Math.min(to, last));
      for (const { error } of counted.failed) options.onWarning(error.message);
      takeBuckets(progress.buckets, counted.buckets);
      const { scores, distributions } = await progress.closed.advance(progress.buckets, to);
      await store.commit({
        model: model.name,
        version,
        writer,
        check: {
          startedAt,
          finishedAt: new Date(),
          stages: {},
          rows: rowsIn(counted.buckets),
          buckets: (to - from) / bucket,
          features: features.length,
          failedFeatures: counted.failed.length,
          error: '',
        },
        replace: { from, to },
        buckets: counted.buckets,
        bucketLength: bucket,
        ...(joins && to >= last
          ? { position: { ...known, countedFrom: first, was: known.closedUntil } }
          : {}),
        counted: [],
        activities: [],
        scores,
        distributions,
        events: [],
      });
      await options.onScores(scores);
      done.rows += rowsIn(counted.buckets);
      done.buckets += (to - from) / bucket;
      done.scores += scores.length;
      for (const start of progress.buckets.keys()) {
        if (start < to - longest - bucket) progress.buckets.delete(start);
      }
      options.onProgress((to - first) / bucket, (last - first) / bucket);
    }
    return done;
  } finally {
    await runtime.opened.close();
  }
}
