import { DriftError } from '../errors.js';
import { segmentNames } from '../sources/segments.js';
import type { BucketProfile, MomentsRecord } from '../store/records.js';
import { countMoments } from './beyond/countMoments.js';
import { END_OF_TIME } from './clock.js';
import { bucketsAtOnce, countBuckets } from './countBuckets.js';
import type { ClosedBucket, ClosedJudgement } from './judgeClosed.js';
import type { MonitoringPlan } from './plan.js';
import { takeBuckets, type Progress } from './runtime.js';

/** Times in milliseconds: [first, last), of which `first` begins a bucket. */
export interface HistoryRange {
  readonly first: number;
  readonly last: number;
}

/** A stretch of the past, counted and judged. */
export interface JudgedStretch extends ClosedJudgement {
  readonly from: number;
  readonly to: number;
  readonly counted: readonly BucketProfile[];
  /** Those that are counted apart. */
  readonly segments: readonly string[];
  /** How many features could not be counted. */
  readonly failed: number;
  readonly moments?: readonly MomentsRecord[];
}

export interface HistoryWatch {
  readonly onProgress: (done: number, total: number) => void;
  readonly onWarning: (warning: string) => void;
  readonly onBucket?: (bucket: ClosedBucket) => void;
}

/** Where a model has rows within [from, to). @throws DriftError `input_empty` where it has none */
export async function historyRange(
  { check, source, rows, clock, bucket }: MonitoringPlan,
  from: Date,
  to: Date,
): Promise<HistoryRange> {
  const range = await source.timeRange({ ...rows, from, to }, clock.limit());
  if (range === undefined) {
    const until = to >= END_OF_TIME ? 'on' : `to ${to.toISOString()}`;
    throw new DriftError(
      'input_empty',
      `model ${check.model} has no rows from ${from.toISOString()} ${until}`,
    );
  }
  return {
    first: Math.floor(Math.max(from.getTime(), range.oldest.getTime()) / bucket) * bucket,
    last: Math.min(to.getTime(), (Math.floor(range.watermark.getTime() / bucket) + 1) * bucket),
  };
}

/** Fills the windows with what was counted before `first`, which is not judged. */
export async function fillWindows(
  { buckets, closed }: Progress,
  first: number,
  counted: AsyncIterable<readonly BucketProfile[]>,
): Promise<void> {
  for await (const some of counted) takeBuckets(buckets, some);
  while (closed.windows.end < first) closed.windows.advance(buckets);
}

/** Counts a model's buckets from its source, so many at once that they fit into memory. */
export async function* countHistory(
  { source, rows, bucket }: MonitoringPlan,
  { context: { features }, segments, outcome, model }: Progress,
  { first, last }: HistoryRange,
  onWarning: (warning: string) => void,
): AsyncGenerator<
  Pick<JudgedStretch, 'from' | 'to' | 'segments' | 'failed' | 'moments'> & {
    buckets: readonly BucketProfile[];
  }
> {
  await segments?.prepare(first, last);
  const step = bucketsAtOnce(features, segments?.columnsAt(first)) * bucket;
  for (let from = first, to = first; from < last; from = to) {
    to = Math.min(from + step, Math.ceil(last / bucket) * bucket, segments?.nextChange(from) ?? Infinity);
    const apart = segments?.columnsAt(from);
    const end = Math.min(to, last);
    const found = await countBuckets(source, rows, features, bucket, from, end, apart, outcome);
    const { buckets, failed, segmentsFailed } = found;
    const { moments, problem } = await countMoments(model, { source, rows, bucket }, from, to, end);
    if (problem !== undefined) onWarning(problem);
    for (const { error } of failed) onWarning(error.message);
    if (segmentsFailed !== undefined) onWarning(`segments cannot be counted: ${segmentsFailed.detail}`);
    const segmentsOf = apart?.flatMap(segmentNames) ?? [];
    yield { from, to, buckets, segments: segmentsOf, failed: failed.length, ...(moments && { moments }) };
  }
}

/** Counts the past stretch by stretch and judges each bucket as the monitor would have when it closed. */
export async function* judgeHistory(
  plan: MonitoringPlan,
  progress: Progress,
  range: HistoryRange,
  { onProgress, onWarning, onBucket }: HistoryWatch,
): AsyncGenerator<JudgedStretch> {
  const { first, last } = range;
  const { buckets, closed, segments } = progress;
  const longest = Math.max(...plan.windows.map(({ length }) => length));
  for await (const stretch of countHistory(plan, progress, range, onWarning)) {
    const { from, to, buckets: counted, segments: names, failed, moments } = stretch;
    takeBuckets(buckets, counted);
    progress.model?.joint.take(counted, from, to);
    const { scores, distributions, events, findings } = await closed.advance(buckets, to, from, onBucket);
    segments?.tracks.take(counted, from, to);
    const ofSegments = await segments?.tracks.advance(to, from);
    yield {
      from,
      to,
      counted,
      segments: names,
      failed,
      scores: [...scores, ...(ofSegments?.scores ?? [])],
      distributions: [...distributions, ...(ofSegments?.distributions ?? [])],
      events,
      findings,
      ...(moments && { moments }),
    };
    segments?.tracks.forget(to);
    for (const start of buckets.keys()) {
      if (start < to - longest - plan.bucket) buckets.delete(start);
    }
    onProgress((to - first) / plan.bucket, (last - first) / plan.bucket);
  }
}
