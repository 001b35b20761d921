import { BucketSignals } from '../../detection/concept/bucketSignals.js';
import type { Raised } from '../../detection/concept/detectorBank.js';
import { StreamSignals } from '../../detection/concept/streamSignals.js';
import type { Task } from '../../profile/outcome.js';
import type { ConceptSignalRecord } from '../../store/records.js';
import { StreamSource } from '../../streams/streamSource.js';
import { bareCommit } from '../bareCommit.js';
import type { CountingContext } from '../countNew.js';
import type { Progress, Runtime } from '../runtime.js';
import { labelledFeature } from './countLabels.js';
import { feedBuckets, feedRows } from './fedErrors.js';
import { labelHorizon } from './labelReach.js';

/** Where the change detectors of a model stand, which are fed the error of each bucket, or of each row of a stream. */
export interface ErrorSignals {
  readonly signals: BucketSignals | StreamSignals;
  /** Buckets that start before this were taken; milliseconds since the epoch. */
  until: number;
}

/** How many changes detectors have raised, in the reference and since. */
export interface RaisedChanges {
  readonly reference: Raised;
  readonly since: Raised;
}

/**
 * Feeds the errors of the buckets whose labels are all there by now to the change detectors, each bucket once and in order, and
 * keeps where they stand with what they raise. Of a stream each row is fed by itself, as long as its error is held.
 * @returns what they have raised; undefined where the errors of the model are not known, or have no unit
 */
export async function errorSignals(
  runtime: Runtime,
  context: CountingContext,
): Promise<RaisedChanges | undefined> {
  const { progress, monitored, plan, kept, opened } = runtime;
  const outcome = progress?.model?.outcome;
  const { errors } = monitored;
  const entry = outcome && labelledFeature(monitored.reference.features, outcome);
  if (progress === undefined || outcome === undefined || entry === undefined || errors === undefined) {
    return undefined;
  }
  const { store, model, writer, watch } = context;
  const { version } = kept.reference;
  const stream = opened instanceof StreamSource ? opened.stream : undefined;
  const task = opened instanceof StreamSource ? outcome.definition.task : undefined;
  const held = (progress.errors ??= await watch.time('store', () =>
    stored(context, version, progress, errors.buckets, task),
  ));
  const { signals } = held;
  const settled = settledUntil(progress, plan);
  if (settled > held.until) {
    const rows = stream?.held(version)?.errors(held.until, settled) ?? [];
    const read = store.readBuckets(model, version, [entry], held.until, settled, '', { only: writer });
    const { raised, buckets } = await watch.time('judge', () =>
      signals instanceof StreamSignals
        ? feedRows(signals, errors, rows, plan.bucket)
        : feedBuckets(signals, errors, read, plan.bucket),
    );
    held.until = settled;
    if (buckets > 0) await keep(runtime, context, held, raised);
  }
  return { reference: signals.reference, since: signals.since };
}

async function stored(
  { store, model, writer }: CountingContext,
  version: string,
  { countedFrom }: Progress,
  reference: readonly number[],
  /** Of a stream. */
  task: Task | undefined,
): Promise<ErrorSignals> {
  const known = await store.detectors(model, version, writer);
  const inputs = task === 'classification' ? 'binary' : 'real';
  return {
    signals:
      task === undefined
        ? (BucketSignals.resume(known?.state) ?? BucketSignals.start(reference))
        : (StreamSignals.resume(known?.state, inputs) ?? StreamSignals.start(inputs)),
    until: known?.until ?? countedFrom,
  };
}

/** Buckets that start before this hold the labels that came in time, and those were counted. */
function settledUntil(
  { closedUntil, labels }: Progress,
  { bucket, labelDelay }: Pick<Runtime['plan'], 'bucket' | 'labelDelay'>,
): number {
  if (labelDelay === 0) return closedUntil;
  if (labels === undefined) return -Infinity;
  const until = Math.floor((labels.lookedUntil - labelHorizon(labelDelay, bucket)) / bucket) * bucket;
  return Math.min(until, labels.oldest ?? until);
}

async function keep(
  { kept }: Runtime,
  { store, model, writer, watch, proceed }: CountingContext,
  { until, signals }: ErrorSignals,
  conceptSignals: readonly ConceptSignalRecord[],
): Promise<void> {
  proceed();
  const { version, features } = kept.reference;
  await watch.time('store', () =>
    store.commit({
      ...bareCommit(
        { model, version, writer },
        { startedAt: watch.startedAt, stages: watch.seconds(), features: features.length },
      ),
      findings: { conceptSignals },
      detectors: { until, state: signals.state },
    }),
  );
}
