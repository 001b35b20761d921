import { planFromConfig } from '../check/planFromConfig.js';
import type { CheckPlan } from '../check/plan.js';
import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import { openSource } from '../sources/openSource.js';
import type { Source } from '../sources/source.js';
import { readableModels } from './namedModels.js';

/** The sources of one command, each opened when it is first needed and closed at its end. */
export class OpenSources {
  readonly #open = new Map<string, Promise<Source>>();

  constructor(readonly config: Pick<Config, 'sources'>) {}

  get(name: string): Promise<Source> {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const source = openSource(this.config, name);
    this.#open.set(name, source);
    return source;
  }

  async close(): Promise<void> {
    const sources = await Promise.allSettled(this.#open.values());
    await Promise.all(
      sources.map((source) => (source.status === 'fulfilled' ? source.value.close() : undefined)),
    );
  }
}

/** The plans of a configuration's models, of all or of those named; one that cannot be planned fails alone. */
export async function planModels(
  config: Config,
  sources: OpenSources,
  names: readonly string[] | undefined,
): Promise<{ plans: CheckPlan[]; errors: DriftError[] }> {
  const models = readableModels(config, names);
  if (models.length === 0)
    throw new DriftError('config_invalid', 'there are no models to check', { file: config.file });
  const plans: CheckPlan[] = [];
  const errors: DriftError[] = [];
  for (const model of models) {
    try {
      plans.push(await planFromConfig(config, model, await sources.get(model.source), new Date()));
    } catch (error) {
      if (!(error instanceof DriftError)) throw error;
      errors.push(error);
    }
  }
  return { plans, errors };
}
