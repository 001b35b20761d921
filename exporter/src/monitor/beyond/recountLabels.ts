import { isGeneral } from '../../check/batches.js';
import { DriftError } from '../../errors.js';
import type { Profile } from '../../profile/profile.js';
import type { BucketProfile } from '../../store/records.js';
import { bareCommit } from '../bareCommit.js';
import { bucketMapOf } from '../bucketMap.js';
import { bucketsAtOnce, countBuckets, rowsIn } from '../countBuckets.js';
import type { CountingContext } from '../countNew.js';
import type { Progress, Runtime } from '../runtime.js';
import { countLabels, labelledFeature } from './countLabels.js';
import { judgeAgain } from './judgeAgain.js';
import { labelHorizon } from './labelReach.js';
import { LateLabels, type Stretch } from './lateLabels.js';

/** Buckets that one check counts again; the rest is left to the next. */
const MOST_BUCKETS = 168;

/**
 * Looks whether closed buckets have other labels by now, as long as labels may come, and counts some of those that do again,
 * with all their rows. They are written, with what is told of the windows that hold them, in one transaction, and in place of
 * what was there; the windows as they stand hold them from now on. What the source says now is what is kept.
 * @returns rows that were counted, and why nothing could be looked at
 */
export async function recountLabels(
  runtime: Runtime,
  context: CountingContext,
): Promise<{ readonly rows: number; readonly warning?: string }> {
  const { progress, plan } = runtime;
  const outcome = progress?.model?.outcome;
  const nothing = { rows: 0 };
  if (progress === undefined || outcome?.definition.label === undefined || plan.labelDelay === 0)
    return nothing;
  const labels = (progress.labels ??= new LateLabels(
    plan.bucket,
    labelHorizon(plan.labelDelay, plan.bucket),
  ));
  try {
    await look(runtime, progress, labels, context);
    const stretch = labels.next(Math.min(MOST_BUCKETS, bucketsAtOnce(progress.context.features)));
    if (stretch === undefined) return nothing;
    const rows = await recount(runtime, progress, stretch, context);
    labels.done(stretch);
    return { rows };
  } catch (error) {
    if (!(error instanceof DriftError) || isGeneral(error)) throw error;
    return { ...nothing, warning: `labels cannot be looked at again: ${error.detail}` };
  }
}

async function look(
  { plan, kept }: Runtime,
  { context: { features, countedFrom }, closedUntil, model }: Progress,
  labels: LateLabels,
  { store, writer, watch, model: name }: CountingContext,
): Promise<void> {
  const entry = model?.outcome && labelledFeature(features, model.outcome);
  if (entry === undefined || model?.outcome === undefined) return;
  const { outcome } = model;
  const wanted = labels.due(countedFrom, closedUntil, Date.now());
  if (wanted === undefined) return;
  let { from } = wanted;
  const stored = new Map<number, Profile>();
  const buckets = store.readBuckets(name, kept.reference.version, [entry], from, wanted.to, '', {
    only: writer,
  });
  await watch.time('store', async () => {
    for await (const some of buckets) {
      for (const { start, length = plan.bucket, profile } of some) {
        // a day that was rolled up stays as it is
        if (length > plan.bucket) from = start + length;
        else stored.set(start, profile);
      }
    }
  });
  const counted = await watch.time('count', () => countLabels(plan, entry, outcome, from, wanted.to));
  labels.compare({ from, to: wanted.to }, stored, counted);
  labels.looked(wanted);
}

async function recount(
  runtime: Runtime,
  progress: Progress,
  stretch: Stretch,
  { store, writer, watch, model, proceed }: CountingContext,
): Promise<number> {
  const { plan, kept } = runtime;
  const { bucket, source, rows } = plan;
  const { features } = progress.context;
  const { version } = kept.reference;
  const { from, to } = stretch;
  const found = await watch.time('count', () =>
    countBuckets(source, rows, features, bucket, from, to, [], progress.model?.outcome),
  );
  const read = (first: number, last: number): AsyncGenerator<BucketProfile[]> =>
    store.readBuckets(model, version, features, first, last);
  const counted = [...found.buckets];
  // what cannot be counted now stays as it was
  const failed = new Set(found.failed.map(({ feature }) => feature));
  if (failed.size > 0)
    for await (const some of read(from, to))
      counted.push(...some.filter(({ feature }) => failed.has(feature)));
  const findings = await watch.time('judge', () => judgeAgain(runtime, progress, stretch, counted, read));
  proceed();
  await watch.time('store', () =>
    store.commit({
      ...bareCommit(
        { model, version, writer },
        {
          startedAt: watch.startedAt,
          stages: watch.seconds(),
          rows: rowsIn(counted),
          buckets: (to - from) / bucket,
          features: features.length,
          failedFeatures: failed.size,
        },
      ),
      replace: { from, to },
      buckets: counted,
      bucketLength: bucket,
      findings,
    }),
  );
  amend(progress, counted, stretch);
  return rowsIn(counted);
}

/** Puts what was counted again into the windows as they stand. */
function amend(
  { buckets, closed: { windows }, model }: Progress,
  counted: readonly BucketProfile[],
  { from, to }: Stretch,
): void {
  const oldest = windows.end - Math.max(...windows.lengths) - windows.bucket;
  const after = bucketMapOf(counted);
  for (let start = Math.max(from, oldest); start < to; start += windows.bucket) {
    const [known, own] = [buckets.get(start), after.get(start)];
    const names = new Set([...(known?.keys() ?? []), ...(own?.keys() ?? [])]);
    for (const feature of names) windows.amend(start, feature, known?.get(feature), own?.get(feature));
    if (own === undefined) buckets.delete(start);
    else buckets.set(start, own);
  }
  model?.joint.take(counted, from, to);
  model?.joint.forget(oldest);
}
