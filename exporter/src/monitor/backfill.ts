import type { Config, ModelConfig } from '../config/schema.js';
import type { BucketProfile, ScoreRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { rowsIn } from './countBuckets.js';
import { fillWindows, historyRange, judgeHistory } from './history.js';
import { begin, openRuntime, openSegments } from './runtime.js';

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
    const { bucket } = plan;
    const range = await historyRange(plan, options.from, options.to);
    const { first, last } = range;
    const { version, features } = kept.reference;
    const known = await store.position(model.name, version, writer);
    const longest = Math.max(...plan.windows.map(({ length }) => length));
    const before = first - longest - bucket;
    const earlier = (from = before): AsyncGenerator<BucketProfile[]> =>
      store.readBuckets(model.name, version, features, from, first);
    // a reference that moves on reaches back farther than windows do
    const counted = await startOf(earlier(plan.moving === undefined ? before : -Infinity));
    const oldest = Math.min(known?.countedFrom ?? first, counted ?? first);
    const progress = begin(config, model.name, runtime, Math.min(first, oldest));
    progress.closed.windows.end = Math.max(progress.countedFrom, before);
    await fillWindows(progress, first, earlier());
    // what the monitor has chosen in its time stays
    await openSegments(runtime, progress, known && Math.max(first, known.closedUntil));
    // only a stretch that touches what was counted moves its beginning
    const joins = known !== undefined && first < known.countedFrom && last >= known.countedFrom;
    const done = { rows: 0, buckets: 0, scores: 0 };
    const startedAt = new Date();
    for await (const stretch of judgeHistory(plan, progress, range, options)) {
      const { from, to, counted, segments, failed, scores, distributions, findings, moments } = stretch;
      const rows = rowsIn(counted);
      await store.commit({
        model: model.name,
        version,
        writer,
        check: {
          startedAt,
          finishedAt: new Date(),
          stages: {},
          rows,
          buckets: (to - from) / bucket,
          features: features.length,
          failedFeatures: failed,
          error: '',
        },
        replace: { from, to, segments },
        buckets: counted,
        bucketLength: bucket,
        ...(joins && to >= last
          ? { position: { ...known, countedFrom: first, was: known.closedUntil } }
          : {}),
        counted: [],
        activities: [],
        scores,
        distributions,
        findings,
        ...(moments && { moments }),
        events: [],
      });
      await options.onScores(scores);
      done.rows += rows;
      done.buckets += (to - from) / bucket;
      done.scores += scores.length;
    }
    return done;
  } finally {
    await runtime.opened.close();
  }
}

/** Start of the oldest bucket: what was filled in before there was a monitor is in no position. */
async function startOf(buckets: AsyncGenerator<BucketProfile[]>): Promise<number | undefined> {
  for await (const [bucket] of buckets) return bucket?.start;
  return undefined;
}
