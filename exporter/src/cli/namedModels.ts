import { nearest } from '../config/suggest.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';

/**
 * The models of these names whose rows can be read, or all such. The name of a model in parts stands for its parts.
 *
 * @throws DriftError `usage` where there is none of a name, or it is a stream, which keeps no rows
 */
export function readableModels(config: Config, names: readonly string[] | undefined): readonly ModelConfig[] {
  const asked = names === undefined ? config.models : namedModels(config, names);
  const stream = names && asked.find((model) => model.stream);
  if (stream !== undefined) {
    throw new DriftError(
      'usage',
      `model ${stream.name} is a stream, whose rows are not kept; the exporter that they are sent to knows how it stands`,
    );
  }
  // whoever asks for all of them wants those that can be read
  return asked.filter((model) => !model.stream);
}

/**
 * The one model of this name.
 *
 * @throws DriftError `usage` where there is none, or where it is in parts
 */
export function namedModel(config: Config, name: string): ModelConfig {
  const [model, ...others] = namedModels(config, [name]);
  if (model !== undefined && others.length === 0) return model;
  const message = `${name} is in ${others.length + 1} parts; name one of them, such as ${JSON.stringify(model?.name)}`;
  throw new DriftError('usage', message, { file: config.file });
}

function namedModels({ models, file }: Config, names: readonly string[]): readonly ModelConfig[] {
  const found = names.map((name) => {
    const own = models.filter((model) => model.name === name || model.part?.of === name);
    if (own.length > 0) return own;
    const known = models.map((model) => model.name);
    const guess = nearest(name, known);
    const hint = guess === undefined ? '' : `; did you mean ${JSON.stringify(guess)}?`;
    throw new DriftError('usage', `there is no model ${JSON.stringify(name)}${hint}`, { file });
  });
  return models.filter((model) => found.some((own) => own.includes(model)));
}
