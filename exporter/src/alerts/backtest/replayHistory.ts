import { formatDuration } from '../../config/duration.js';
import type { Config, ModelConfig } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import {
  countHistory,
  fillWindows,
  historyRange,
  judgeHistory,
  type HistoryRange,
  type JudgedStretch,
} from '../../monitor/history.js';
import type { MonitoringPlan } from '../../monitor/plan.js';
import { begin, openRuntime, type Runtime } from '../../monitor/runtime.js';
import type { Store } from '../../store/store.js';
import { naiveWindow, ReplayRecorder } from './replayRecorder.js';
import type { Replay } from './replay.js';

const WRITER = 'backtest';

export interface ReplayOptions {
  /** The oldest row where absent. */
  readonly from?: Date;
  /** The end of the last closed bucket where absent. */
  readonly to: Date;
  readonly onProgress: (done: number, total: number) => void;
  readonly onWarning: (warning: string) => void;
}

export interface ReplayedHistory {
  readonly replay: Replay;
  /** Length in milliseconds. */
  readonly naiveWindow: number;
  /** What a reader must know of it. */
  readonly notes: readonly string[];
}

/**
 * Counts a model's past and judges it as the monitor would have done, bucket by bucket, against the reference that the
 * configuration tells.
 * @param scratch a store that nobody else uses: the reference goes there
 */
export async function replayHistory(
  config: Config,
  model: ModelConfig,
  scratch: Store,
  { from = new Date(0), to, onProgress, onWarning }: ReplayOptions,
): Promise<ReplayedHistory> {
  const runtime = await openRuntime(config, model, scratch, WRITER, onWarning, {
    replayFrom: from,
    alone: true,
  });
  try {
    const { plan } = runtime;
    const { bucket } = plan;
    // a reference that moves on begins before what is judged, as at a first start then
    const start = plan.moving === undefined ? undefined : runtime.monitored.built?.to;
    const range = await closedRange(plan, start === undefined ? from : new Date(start), to);
    const { first, last } = range;
    const lengths = plan.windows.map(({ length }) => length);
    const before = start ?? (await historyRange(plan, new Date(0), to)).first;
    const filledFrom = Math.max(before, first - Math.max(...lengths) - bucket);
    const progress = begin(config, model.name, runtime, filledFrom);
    const earlier = countHistory(plan, progress, { first: filledFrom, last: first }, onWarning);
    await fillWindows(progress, first, bucketsOf(earlier));
    const { settings } = plan.check;
    const names = progress.context.features.map(({ feature }) => feature.name);
    const span = { from: first, bucket, buckets: (last - first) / bucket };
    const recorder = new ReplayRecorder(model.name, names, span, settings, lengths);
    const stretches = judgeHistory(plan, progress, range, {
      onProgress,
      onWarning,
      onBucket: (bucket) => recorder.take(bucket),
    });
    for await (const stretch of stretches) {
      if (plan.moving !== undefined) await keepCounts(runtime, scratch, stretch);
    }
    return {
      replay: recorder.finish(),
      naiveWindow: naiveWindow(lengths),
      notes: notesOf(plan, range, lengths),
    };
  } finally {
    await runtime.opened.close();
  }
}

/** The whole buckets of [from, to) that have closed by the newest row. */
async function closedRange(plan: MonitoringPlan, from: Date, to: Date): Promise<HistoryRange> {
  const { bucket, lateness, source, rows, clock, check } = plan;
  const { first, last } = await historyRange(plan, from, to);
  const newest = await source.timeRange(rows, clock.limit());
  const closed = Math.floor(((newest?.watermark.getTime() ?? last) - lateness) / bucket) * bucket;
  const end = Math.min(Math.floor(last / bucket) * bucket, closed);
  if (end > first) return { first, last: end };
  throw new DriftError(
    'input_empty',
    `model ${check.model} has no closed bucket of ${formatDuration(bucket)} between ${new Date(first).toISOString()} and ${new Date(last).toISOString()}`,
  );
}

function notesOf(plan: MonitoringPlan, { first, last }: HistoryRange, lengths: readonly number[]): string[] {
  const { reference } = plan.check;
  const isOwn = JSON.stringify(reference.relation) === JSON.stringify(plan.rows.relation);
  const [from, to] = [reference.from?.getTime() ?? first, reference.to?.getTime() ?? last];
  const shared = isOwn ? Math.min(to, last) - Math.max(from, first) : 0;
  const longest = Math.max(...lengths);
  return [
    ...(shared > 0
      ? [
          `${days(shared)} of the ${days(last - first)} are the reference itself, where there are hardly any alerts`,
        ]
      : []),
    ...(last - first < longest
      ? [
          `the history of ${formatDuration(last - first)} is shorter than the window of ${formatDuration(longest)}, of which it tells little`,
        ]
      : []),
    ...(plan.segments.length === 0 ? [] : ['segments are not replayed: they have no alerts']),
    ...(plan.moving === undefined
      ? []
      : [
          `the ${formatDuration(plan.moving.length)} before ${new Date(first).toISOString()} are the first reference; it moves on from there`,
        ]),
  ];
}

/** Where the reference, as it moves on, finds what was counted. */
async function keepCounts(
  { plan, kept }: Runtime,
  scratch: Store,
  { from, to, counted }: JudgedStretch,
): Promise<void> {
  const now = new Date();
  const check = { startedAt: now, finishedAt: now, stages: {}, error: '' };
  const numbers = { rows: 0, buckets: (to - from) / plan.bucket, features: 0, failedFeatures: 0 };
  const nothing = { counted: [], activities: [], scores: [], distributions: [], events: [] };
  await scratch.commit({
    model: kept.model,
    version: kept.reference.version,
    writer: WRITER,
    check: { ...check, ...numbers },
    replace: { from, to },
    buckets: counted,
    bucketLength: plan.bucket,
    ...nothing,
  });
}

function days(milliseconds: number): string {
  const count = Math.round(milliseconds / 86_400_000);
  return count === 1 ? '1 day' : `${count} days`;
}

async function* bucketsOf<Buckets>(
  stretches: AsyncIterable<{ readonly buckets: Buckets }>,
): AsyncGenerator<Buckets> {
  for await (const { buckets } of stretches) yield buckets;
}
