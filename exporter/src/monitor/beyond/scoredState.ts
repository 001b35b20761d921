import { expiryOf } from '../expiry.js';
import type { ModelMonitor } from '../modelMonitor.js';
import type { Runtime } from '../runtime.js';
import type { ModelState } from '../state.js';
import { BUCKETS_OF_SEQUENCES, DriftProbabilities, type Probabilities } from './driftProbabilities.js';

/** What was kept already, so that a check in which no bucket closes keeps nothing. */
const kept = new WeakSet<Probabilities>();

/** How likely each feature drifts: scored, and kept, once a closed bucket. */
export async function scoredState(
  { config, model, store, scorer }: Pick<ModelMonitor, 'config' | 'model' | 'store' | 'scorer'>,
  { progress, monitored, plan }: Runtime,
): Promise<ModelState['probabilities']> {
  if (progress === undefined || scorer === undefined) return undefined;
  const { context, buckets, closedUntil } = progress;
  progress.probabilities ??= new DriftProbabilities(context, monitored.baselines, plan.bucket, scorer);
  const found = await progress.probabilities.update(buckets, closedUntil);
  if (found === undefined) return undefined;
  if (!kept.has(found)) {
    const probabilities = Array.from(found.values, ([feature, probability]) => ({
      feature,
      dataUntil: found.until,
      probability,
    }));
    await store.putFindings(model.name, monitored.reference.version, { probabilities });
    kept.add(found);
  }
  const threshold = await scorer.threshold(monitored.baselines.size, config.detection.false_alarm_budget);
  const expires = expiryOf(plan, config.monitoring.check_frequency, model.deadline);
  return { ...found, threshold, expires: expires(found.until, plan.bucket * BUCKETS_OF_SEQUENCES) };
}
