import { evidenceWindows } from '../config/model.js';
import { movingLength } from '../config/reference.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { labelHorizon } from './beyond/labelReach.js';

/**
 * How far before the newest row a model needs its buckets as they were counted, in milliseconds: a reference that moves on takes
 * them away one by one, and labels that are late change single ones, and what is told of the windows that hold them. 0 where
 * days would do.
 */
export function bucketsNeeded(config: Config, name: string): number {
  const model = config.models.find((one) => one.name === name);
  if (model === undefined) return 0;
  const length = movingLength(model.reference) ?? labelDelay(model);
  if (length === 0) return 0;
  // a day more, since days are rolled up as a whole
  const longest = Math.max(...evidenceWindows(model, config.monitoring.lookback_window));
  return longest + length + model.lateness + 2 * model.bucket + DAY;
}

function labelDelay({ label_column: label, label_delay: delay, stream, bucket }: ModelConfig): number {
  return label === undefined || stream ? 0 : labelHorizon(delay, bucket);
}

const DAY = 86_400_000;
