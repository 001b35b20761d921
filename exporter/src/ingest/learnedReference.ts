import { buildReference } from '../check/buildReference.js';
import { planFromConfig } from '../check/planFromConfig.js';
import { referenceRelationOf } from '../config/relation.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { Reference } from '../profile/reference.js';
import { openSource } from '../sources/openSource.js';
import type { Store } from '../store/store.js';

/**
 * What rules are learned from: the reference that the monitor uses, else the one that the configuration describes. Before there are any
 * rows to learn from there is none, and a warning says so.
 */
export async function learnedReference(
  config: Config,
  model: ModelConfig,
  store: Store,
  onWarning: (warning: string) => void,
): Promise<Reference | undefined> {
  const active = await store.references.active(model.name);
  if (active !== undefined) return active.reference;
  const without = (why: string): undefined => {
    onWarning(`no rules are learned: ${why}; only the configured ones are checked`);
  };
  if (model.reference === undefined) return without('the model has no reference');
  try {
    const source = await openSource(config, model.source);
    try {
      const { reference } = await buildReference(
        await planFromConfig(config, referenceAlone(model), source, new Date()),
      );
      return reference.rows === 0 ? without('its reference has no rows yet') : reference;
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof DriftError)) throw error;
    return without(error.message);
  }
}

/** A reference of its own is read without the model's rows, of which there may be none yet. */
function referenceAlone(model: ModelConfig): ModelConfig {
  const { kind } = model.reference ?? {};
  if (kind === 'range' || kind === 'rolling') return model;
  const none = { table: undefined, query: undefined, files: undefined };
  return {
    ...{ ...model, ...none, ...referenceRelationOf(model) },
    timestamp_column: undefined,
    exclude: [...model.exclude, ...(model.timestamp_column === undefined ? [] : [model.timestamp_column])],
  };
}
