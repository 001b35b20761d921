import type { Config, ModelConfig } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import type { Store } from '../../store/store.js';
import * as registry from './index.js';
import type { Target, TargetFactory } from './target.js';

/** Opens what a model's rows are brought to: at the place of the source that `ingest.target` names, else of the model's own. */
export async function openTarget(config: Config, model: ModelConfig, store: Store): Promise<Target> {
  const source = model.ingest?.target ?? model.source;
  const options = config.sources[source];
  const known = registry as unknown as Readonly<Record<string, TargetFactory>>;
  const factory = options === undefined ? undefined : known[options.type];
  if (options === undefined || factory === undefined) {
    throw new DriftError(
      'config_invalid',
      `source ${source} is of type ${options?.type ?? 'none'}, which takes no rows; name one of type ${Object.keys(known).join(' or ')} as ingest.target`,
      { file: config.file, key: `model ${model.name}` },
    );
  }
  return factory.open(options, {
    model,
    source,
    batchSize: config.monitoring.batch_size,
    file: config.file,
    take: (name) => store.take(name),
  });
}
