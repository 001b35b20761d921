import type { Config } from '../config/schema.js';
import type { Failure } from '../check/features.js';
import { segmentNames } from '../sources/segments.js';
import type { BucketProfile, CheckCommit, SegmentShareRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { BUCKETS_OF_SEQUENCES } from './beyond/driftProbabilities.js';
import { countMoments } from './beyond/countMoments.js';
import { bucketsAtOnce, countBuckets, rowsIn } from './countBuckets.js';
import { addCounters, countersOf } from './cellCounters.js';
import { END_OF_TIME } from './clock.js';
import { activityRecords } from './judgeClosed.js';
import { lastCounted } from './lastCounted.js';
import { begin, openSegments, takeBuckets, type Progress, type Runtime } from './runtime.js';
import type { Stopwatch } from './stopwatch.js';

export interface CountingContext {
  readonly config: Config;
  readonly model: string;
  readonly store: Store;
  readonly writer: string;
  readonly watch: Stopwatch;
  /** Called before anything is written: throws where the check has been given up meanwhile. */
  readonly proceed: () => void;
  readonly onProgress: (done: number, total: number) => void;
}

export interface CountedNew {
  readonly watermark: number;
  readonly failed: readonly Failure[];
  readonly warnings: readonly string[];
  readonly rows: number;
  readonly buckets: number;
}

/**
 * Counts the rows that may be new, from the first open bucket on, judges the buckets that close by it, and commits both
 * stretch by stretch: after a crash the next check goes on where the last commit ended.
 * @returns undefined where there are no rows yet
 */
export async function countNew(
  runtime: Runtime,
  context: CountingContext,
  /** Closes every bucket: no more rows will come. */
  closeAll = false,
): Promise<CountedNew | undefined> {
  const { plan } = runtime;
  const now = (): Date => (closeAll ? END_OF_TIME : plan.clock.limit());
  const { bucket, lateness, rows, source } = plan;
  const { watch } = context;
  const since = runtime.progress === undefined ? {} : { from: new Date(runtime.progress.closedUntil) };
  const range = await watch.time('count', () => source.timeRange({ ...rows, ...since }, now()));
  // rows that lie in the future wait, as do those that are there after the clock was set back
  if (range === undefined || range.oldest > range.watermark) return undefined;
  const watermark = range.watermark.getTime();
  const running = Math.floor(watermark / bucket) * bucket;
  const oldest = Math.floor(range.oldest.getTime() / bucket) * bucket;
  await watch.time('count', async () => runtime.importances?.refresh());
  const progress = (runtime.progress ??= begin(
    context.config,
    context.model,
    runtime,
    // whole buckets, and the running one besides, as windows are judged
    Math.max(oldest, countFrom(runtime) ?? running - plan.lookback),
  ));
  if (!progress.isKept) await watch.time('reference', () => openSegments(runtime, progress));
  const { segments } = progress;
  const features = progress.context.features;
  const first = progress.closedUntil;
  const end = running + bucket;
  await watch.time('count', async () => segments?.prepare(first, end));
  const step = bucketsAtOnce(features, segments?.columnsAt(first)) * bucket;
  await watch.time('store', async () => runtime.others?.refresh(progress));
  const closing = closeAll
    ? end
    : Math.max(progress.closedUntil, Math.floor((watermark - lateness) / bucket) * bucket);
  const failed = new Map<string, Failure>();
  const warnings = new Set<string>(runtime.importances?.warnings);
  let counted = 0;
  let countedRows = 0;
  let written: Promise<void> = Promise.resolve();
  for (let from = first, to = first; from < end; from = to) {
    to = Math.min(from + step, end, segments?.nextChange(from) ?? Infinity);
    // rows of the running bucket that lie in the future wait
    const limit = Math.min(to, now().getTime() + 1);
    const apart = segments?.columnsAt(from);
    const found = await watch.time('count', () =>
      countBuckets(source, rows, features, bucket, from, limit, apart, runtime.outcome),
    );
    for (const failure of found.failed) failed.set(failure.feature, failure);
    if (found.segmentsFailed !== undefined) {
      warnings.add(`segments cannot be counted: ${found.segmentsFailed.detail}`);
      segments?.interrupted(to);
    }
    const names = apart?.flatMap(segmentNames) ?? [];
    const stretch = { from, to, closing, watermark, failed: failed.size, segments: names };
    const missing = found.failed.map(({ feature }) => feature);
    const { moments, problem } = await watch.time('count', () =>
      countMoments(progress.model, { source, rows, bucket }, from, to, limit),
    );
    if (problem !== undefined) warnings.add(problem);
    const buckets = [...found.buckets, ...lastCounted(progress, missing, from, to)];
    // one stretch is written while the next is counted; a reference that moves on reads it from the store
    if (plan.moving !== undefined) await watch.time('store', () => written);
    const commit = await judged(runtime, progress, buckets, stretch, context);
    await watch.time('store', () => written);
    context.proceed();
    written = context.store.commit({ ...commit, ...(moments && { moments }) });
    written.catch(() => undefined);
    counted += (to - from) / bucket;
    countedRows += rowsIn(found.buckets);
    context.onProgress(counted, (end - first) / bucket);
  }
  await watch.time('store', () => written);
  return {
    watermark,
    failed: [...failed.values()],
    warnings: [...warnings],
    rows: countedRows,
    buckets: counted,
  };
}

/** Counting goes on where the reference ends, if that moves on. */
function countFrom({ plan, monitored }: Runtime): number | undefined {
  return plan.moving && monitored.built?.to;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Buckets that start before this close now. */
  readonly closing: number;
  readonly watermark: number;
  readonly failed: number;
  /** Those that are counted apart. */
  readonly segments: readonly string[];
}

/** Takes counted buckets in, judges those that close by it, and says what is to be written. */
async function judged(
  { plan, kept, others }: Runtime,
  progress: Progress,
  counted: readonly BucketProfile[],
  { from, to, closing, watermark, failed, segments }: Stretch,
  { model, writer, watch }: CountingContext,
): Promise<CheckCommit> {
  for (let start = from; start < to; start += plan.bucket) progress.buckets.delete(start);
  takeBuckets(progress.buckets, others?.joined(counted, from, to) ?? counted);
  progress.segments?.tracks.take(counted, from, to);
  progress.model?.joint.take(counted, from, to);
  const { closedUntil: was, countedFrom } = progress;
  const closedUntil = Math.max(was, Math.min(closing, to));
  const found = await watch.time('judge', () => progress.closed.advance(progress.buckets, closedUntil, from));
  const ofSegments = await watch.time('judge', async () =>
    progress.segments?.tracks.advance(closedUntil, from),
  );
  const segmentShares = await watch.time('count', async () => searchedSegments(progress, found.scores));
  const increments = countersOf(counted.filter(({ start }) => start < closedUntil));
  for (const increment of increments) {
    const known = progress.counters.get(increment.feature);
    progress.counters.set(increment.feature, addCounters(known, increment));
  }
  const commit: CheckCommit = {
    model,
    version: kept.reference.version,
    writer,
    check: {
      startedAt: watch.startedAt,
      finishedAt: new Date(),
      stages: watch.seconds(),
      rows: rowsIn(counted),
      buckets: (to - from) / plan.bucket,
      features: progress.context.features.length,
      failedFeatures: failed,
      error: '',
      watermark,
    },
    replace: { from, to, segments },
    buckets: counted,
    bucketLength: plan.bucket,
    position: { closedUntil, countedFrom, shift: plan.clock.shift, ...(progress.isKept ? { was } : {}) },
    counted: increments,
    activities: activityRecords(progress.closed.activities),
    ...found,
    findings: { ...found.findings, segmentShares },
    scores: [...found.scores, ...(ofSegments?.scores ?? [])],
    distributions: [...found.distributions, ...(ofSegments?.distributions ?? [])],
  };
  progress.closedUntil = closedUntil;
  progress.isKept = true;
  forgetOld(progress, plan);
  return commit;
}

/** Where the drift of those windows lies whose scores are kept. */
async function searchedSegments(
  { closed: { activities }, model }: Progress,
  scores: CheckCommit['scores'],
): Promise<SegmentShareRecord[]> {
  const active = Array.from(activities).flatMap(([feature, { active }]) => (active ? [feature] : []));
  return (await model?.segments?.search(scores, new Set(active))) ?? [];
}

function forgetOld(
  { buckets, closedUntil, segments, model }: Progress,
  { bucket, windows }: Runtime['plan'],
): void {
  segments?.tracks.forget(closedUntil);
  const longest = Math.max(...windows.map(({ length }) => length));
  const reach = Math.max(longest, BUCKETS_OF_SEQUENCES * bucket) + bucket;
  for (const start of buckets.keys()) if (start < closedUntil - reach) buckets.delete(start);
  model?.forget(closedUntil - longest - bucket);
}
