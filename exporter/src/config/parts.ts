import { shardOf, type Shard } from './shard.js';
import type { AlertRule, ModelConfig } from './schema.js';

/** One of the models among which the features of a wide one are shared; `index` from 1. */
export interface Part extends Shard {
  /** The name of the model that was written. */
  readonly of: string;
}

export const MOST_PARTS = 1_000;

/** What the parts of a model are called, in their order. */
export function partNames(model: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${model} (${index + 1} of ${count})`);
}

/** The parts of a model that has some, each a model of its own, else the model. */
export function inParts(model: ModelConfig): ModelConfig[] {
  const { name: of, parts: count } = model;
  if (count === undefined) return [model];
  return partNames(of, count).map((name, index) => ({
    ...model,
    name,
    part: { of, index: index + 1, count },
  }));
}

/** A rule for a model in parts is one for each of them. */
export function forParts(rule: AlertRule, models: readonly ModelConfig[]): AlertRule[] {
  const { parts } = models.find(({ name }) => name === rule.model) ?? {};
  if (rule.model === undefined || parts === undefined) return [rule];
  return partNames(rule.model, parts).map((model) => ({ ...rule, model }));
}

/** Whether a feature belongs to a part, by its name alone: so a new column moves no other. All belong to a model without parts. */
export function isOfPart(feature: string, part: Part | undefined): boolean {
  return part === undefined || shardOf(feature, part.count) === part.index;
}
