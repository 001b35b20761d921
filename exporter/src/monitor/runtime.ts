import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import type { Config, ModelConfig } from '../config/schema.js';
import type { Activity } from '../detection/overTime/activity.js';
import { openModel } from '../streams/openModel.js';
import { StreamSource } from '../streams/streamSource.js';
import type { LiveStream } from '../streams/liveStream.js';
import type { OnAnswer, Source } from '../sources/source.js';
import type { BucketProfile, CounterRecord } from '../store/records.js';
import type { KeptReference, Store } from '../store/store.js';
import { bucketMapOf, type BucketMap } from './bucketMap.js';
import { ClosedBuckets } from './judgeClosed.js';
import { buildKeptReference, calibrationWishes, definitionOf, monitoredReference } from './keepReference.js';
import type { MonitoredReference } from './monitoredReference.js';
import { movingStretches, type MovingStretches } from './movingStretches.js';
import { BUCKETS_OF_SEQUENCES, type DriftProbabilities } from './beyond/driftProbabilities.js';
import { GivenImportances } from './beyond/givenImportances.js';
import type { ErrorSignals } from './beyond/errorSignals.js';
import { labelHorizon } from './beyond/labelReach.js';
import { LateLabels } from './beyond/lateLabels.js';
import { ModelWindows } from './beyond/modelWindows.js';
import { MonitoredSegments } from './beyond/monitoredSegments.js';
import { covariateWarning, monitoredCovariate } from './beyond/referenceCovariate.js';
import { monitoredOutcome } from './monitoredOutcome.js';
import { featuresAlone, monitoringPlan, type MonitoringPlan } from './plan.js';
import { Segments, type SegmentContext } from './segments/segments.js';
import { OtherWriters } from './otherWriters.js';
import { SlidingWindows } from './slidingWindows.js';
import type { ComparisonContext } from './windowComparisons.js';

/** What a model's monitor holds in memory: all of it comes from the store, so that it can be thrown away at any time. */
export interface Runtime {
  readonly opened: Source;
  readonly plan: MonitoringPlan;
  readonly kept: KeptReference;
  readonly monitored: MonitoredReference;
  readonly promotionDue: boolean;
  /** How labels and predictions are read; absent where nothing is told of them. */
  readonly outcome?: OutcomePlan;
  /** Absent where a configuration gives none. */
  readonly importances?: GivenImportances;
  /** Absent where the reference stays. */
  readonly moving?: MovingStretches;
  readonly segmentContext: SegmentContext;
  /** What other exporters have counted of the same stream. */
  readonly others?: OtherWriters;
  /** Undefined until the first rows were counted. */
  progress?: Progress;
}

/** How far counting has come. */
export interface Progress {
  readonly context: ComparisonContext;
  /** Buckets that windows still need, closed or not. */
  readonly buckets: BucketMap;
  readonly closed: ClosedBuckets;
  readonly counters: Map<string, CounterRecord>;
  /** Buckets that start before this are closed, and that start before `countedFrom` were never counted. */
  closedUntil: number;
  /** Whether the store has a position, or will have one once what is under way is written. */
  isKept: boolean;
  readonly countedFrom: number;
  readonly outcome?: OutcomePlan;
  /** Absent where nothing is told beyond single features. */
  readonly model?: ModelWindows;
  probabilities?: DriftProbabilities;
  /** Absent until labels are first looked at again. */
  labels?: LateLabels;
  /** Absent until errors are first fed to change detectors. */
  errors?: ErrorSignals;
  /** Undefined where the model has none. */
  segments?: Segments;
}

/** Opens a model's source and brings back from the store where its monitor stood, or builds its first reference. */
export async function openRuntime(
  config: Config,
  model: ModelConfig,
  store: Store,
  writer: string,
  onWarning: (warning: string) => void,
  {
    wanted,
    replayFrom,
    alone = false,
    stream,
    onAnswer,
  }: {
    /** A reference to use in place of the active one. */
    readonly wanted?: KeptReference | 'new';
    /** For a replay, from when on. */
    readonly replayFrom?: Date;
    /** Whether single features are all that is looked at. */
    readonly alone?: boolean;
    /** The rows of a model that is sent them. */
    readonly stream?: LiveStream | undefined;
    readonly onAnswer?: OnAnswer | undefined;
  } = {},
): Promise<Runtime> {
  const opened = await openModel(config, model, stream, onAnswer);
  try {
    const whole = await monitoringPlan(config, model, opened, replayFrom);
    const plan = alone ? featuresAlone(whole) : whole;
    const wishes = calibrationWishes(config, model, plan);
    await store.describeModel({
      model: model.name,
      source: model.source,
      timeZone: model.time_zone,
      ...(model.team === undefined ? {} : { team: model.team }),
    });
    await forgetOtherShift(model.name, writer, plan.clock.shift, store);
    let kept = typeof wanted === 'object' ? wanted : undefined;
    if (wanted === undefined) kept = await store.references.active(model.name);
    if (kept === undefined) {
      kept = await buildKeptReference(plan, store, onWarning);
      if (wanted === undefined)
        await store.references.activate(model.name, kept.reference.version, new Date());
    }
    if (opened instanceof StreamSource) opened.version = kept.reference.version;
    const monitored = await monitoredReference(kept, wishes, store, plan.moving !== undefined);
    const moving = movingStretches(plan, monitored, model.time_zone, store);
    const outcome = await monitoredOutcome(plan, kept.reference, onWarning);
    for (const warning of plan.check.warnings) onWarning(warning);
    const names = kept.reference.features.map(({ feature }) => feature.name);
    const importances =
      plan.check.importance && new GivenImportances(plan.check, names, outcome?.outputs ?? [], onWarning);
    await importances?.refresh();
    const narrowed = covariateWarning(kept.reference, outcome?.outputs ?? []);
    if (narrowed !== undefined && moving === undefined) onWarning(narrowed);
    const runtime: Runtime = {
      opened,
      plan,
      kept,
      monitored,
      segmentContext: {
        plan,
        reference: kept.reference,
        persistence: monitored.calibration.persistence,
        wishes,
        minCell: config.privacy.min_cell,
        settings: plan.check.settings,
        store,
        writer,
        onWarning,
        ...(moving && { moving }),
      },
      promotionDue: kept.definition !== definitionOf(plan),
      ...(outcome && { outcome }),
      ...(importances && { importances }),
      ...(moving && { moving }),
      ...(model.stream && { others: new OtherWriters(store, model.name, kept.reference, writer) }),
    };
    const position = await store.position(model.name, kept.reference.version, writer);
    if (position !== undefined) {
      runtime.progress = await resume(config, model.name, runtime, store, writer, position);
    }
    return runtime;
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
}

/** Counting as it starts at `countedFrom`. */
export function begin(
  config: Config,
  model: string,
  { plan, monitored, moving: stretches, outcome, importances, segmentContext: { onWarning } }: Runtime,
  countedFrom: number,
): Progress {
  const { reference, seasonal, calibration } = monitored;
  const moving = stretches?.ofAllRows(countedFrom);
  const context: ComparisonContext = {
    model,
    features: reference.features,
    lengths: plan.windows,
    seasonal,
    calibration,
    minCell: config.privacy.min_cell,
    countedFrom,
    ...(moving && { moving }),
  };
  const lengths = plan.windows.map(({ length }) => length);
  const windows = new SlidingWindows(reference.features, lengths, plan.bucket, countedFrom);
  const { settings } = plan.check;
  // a reference that moves on keeps no sums of labels, nor moments
  const covariate =
    stretches === undefined ? monitoredCovariate(reference, outcome?.outputs ?? []) : undefined;
  const judged = stretches === undefined ? outcome : undefined;
  const searched = MonitoredSegments.of(plan, reference.features, outcome?.outputs ?? [], onWarning);
  const isWatched = [judged, covariate, importances, searched].some((part) => part !== undefined);
  const ofModel = isWatched
    ? new ModelWindows(plan.bucket, settings, judged, monitored.own, covariate, importances, searched)
    : undefined;
  const closed = new ClosedBuckets(context, windows, settings, new Map<string, Activity>(), ofModel);
  return {
    context,
    buckets: new Map(),
    closed,
    counters: new Map(),
    closedUntil: countedFrom,
    countedFrom,
    isKept: false,
    ...(outcome && { outcome }),
    ...(ofModel && { model: ofModel }),
  };
}

/** Has a model's segments follow its progress. @param settled until when values were chosen before; where it stands if absent */
export async function openSegments(
  { plan, segmentContext }: Runtime,
  progress: Progress,
  settled?: number,
): Promise<void> {
  if (plan.segments.length === 0) return;
  const { closed, countedFrom, buckets } = progress;
  const from = { at: closed.windows.end, countedFrom, ...(settled === undefined ? {} : { settled }) };
  progress.segments = await Segments.open(segmentContext, from, buckets);
}

/** Adds counted buckets to those in memory, in place of what was there. */
export function takeBuckets(buckets: BucketMap, counted: readonly BucketProfile[]): void {
  const own = bucketMapOf(counted.filter(({ segment }) => segment === ''));
  for (const [start, features] of own) buckets.set(start, features);
}

async function resume(
  config: Config,
  model: string,
  runtime: Runtime,
  store: Store,
  writer: string,
  { closedUntil, countedFrom }: { readonly closedUntil: number; readonly countedFrom: number },
): Promise<Progress> {
  const { plan, monitored } = runtime;
  const { version, features } = monitored.reference;
  const longest = Math.max(...plan.windows.map(({ length }) => length));
  const reach = Math.max(longest, BUCKETS_OF_SEQUENCES * plan.bucket) + plan.bucket;
  const from = Math.max(countedFrom, closedUntil - reach);
  const progress = begin(config, model, runtime, countedFrom);
  progress.closed.windows.end = from;
  // those of others are added as they are read the first time
  const writers = runtime.others === undefined ? {} : { only: writer };
  for await (const some of store.readBuckets(model, version, features, from, closedUntil, '', writers)) {
    takeBuckets(progress.buckets, some);
    progress.model?.joint.add(some);
  }
  if (progress.model?.covariate !== undefined) {
    for await (const kept of store.moments(model, version, from, closedUntil)) {
      progress.model.covariate.moments.take(kept);
    }
  }
  // sums only: these buckets were judged when they closed
  while (progress.closed.windows.end < closedUntil) progress.closed.windows.advance(progress.buckets);
  await progress.context.moving?.moveTo(closedUntil);
  for (const { feature, segment, state, version: of } of await store.activities(model)) {
    if (segment === '' && of === version) progress.closed.activities.set(feature, state as Activity);
  }
  for (const counter of await store.counters(model, version, writer)) {
    progress.counters.set(counter.feature, counter);
  }
  progress.closedUntil = closedUntil;
  progress.isKept = true;
  progress.labels = new LateLabels(plan.bucket, labelHorizon(plan.labelDelay, plan.bucket), closedUntil);
  await openSegments(runtime, progress);
  return progress;
}

/** With `clock: shifted` every week moves all times, and what was kept under other times is of no use. */
async function forgetOtherShift(model: string, writer: string, shift: number, store: Store): Promise<void> {
  const active = await store.references.active(model);
  const position = active && (await store.position(model, active.reference.version, writer));
  if (position !== undefined && position.shift !== shift) await store.dropModel(model);
}
