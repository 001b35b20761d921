import { evidenceWindows } from '../config/model.js';
import { movingLength } from '../config/reference.js';
import type { Config, ModelConfig } from '../config/schema.js';

/** How far back the windows of a model look at most, in milliseconds: whole buckets. */
export function reachOf(config: Config, model: ModelConfig): number {
  const lookback = config.monitoring.lookback_window;
  return wholeBuckets(Math.max(lookback, ...evidenceWindows(model, lookback)), model.bucket);
}

/**
 * How far before the newest row a model needs its buckets as they were counted, in milliseconds: a reference that moves on takes
 * them away one by one. 0 where days would do.
 */
export function bucketsNeeded(config: Config, name: string): number {
  const model = config.models.find((one) => one.name === name);
  const length = movingLength(model?.reference);
  if (model === undefined || length === undefined) return 0;
  // a day more, since days are rolled up as a whole
  return reachOf(config, model) + length + model.lateness + 2 * model.bucket + DAY;
}

const DAY = 86_400_000;

export function wholeBuckets(time: number, bucket: number): number {
  return Math.ceil(time / bucket) * bucket;
}
