import type { Config, ModelConfig } from '../config/schema.js';
import { openSource } from '../sources/openSource.js';
import type { OnAnswer, Source } from '../sources/source.js';
import type { LiveStream } from './liveStream.js';
import { StreamSource } from './streamSource.js';

/**
 * Opens where a model's rows lie; of a stream, where its reference lies, beside the rows that come.
 * @param stream absent where none can come
 */
export async function openModel(
  config: Pick<Config, 'sources'>,
  model: ModelConfig,
  stream: LiveStream | undefined,
  onAnswer?: OnAnswer,
): Promise<Source> {
  if (!model.stream) return openSource(config, model.source, onAnswer);
  await stream?.open();
  const { reference } = model;
  const name = reference !== undefined && 'source' in reference ? reference.source : undefined;
  return new StreamSource(model, await openSource(config, name ?? 'files', onAnswer), stream);
}
