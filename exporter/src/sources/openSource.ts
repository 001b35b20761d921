import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import * as sourceTypes from './index.js';
import type { OnAnswer, Source } from './source.js';
import type { SourceFactory } from './sourceFactory.js';

/** Opens a configured source by its name. */
export async function openSource(
  config: Pick<Config, 'sources'>,
  name: string,
  onAnswer?: OnAnswer,
): Promise<Source> {
  const options = config.sources[name];
  if (options === undefined) {
    throw new DriftError('config_invalid', `there is no source ${JSON.stringify(name)}`);
  }
  const factory = (sourceTypes as Readonly<Record<string, SourceFactory>>)[options.type];
  if (factory === undefined) {
    throw new DriftError('config_invalid', `there is no source type ${options.type}`);
  }
  return factory.open(name, options, onAnswer);
}
