import type { ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';

/** @throws DriftError `usage` where a model keeps no rows that a command could read */
export function refuseStreams(models: readonly Pick<ModelConfig, 'name' | 'stream'>[]): void {
  const stream = models.find((model) => model.stream);
  if (stream === undefined) return;
  throw new DriftError(
    'usage',
    `model ${stream.name} is a stream, whose rows are not kept; the exporter that they are sent to knows how it stands`,
  );
}
