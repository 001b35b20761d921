import { isOfPart } from '../../config/parts.js';
import type { ImportanceConfig } from '../../config/schema.js';
import { givenImportance, type Importance } from '../../detection/importance/importance.js';
import { DriftError } from '../../errors.js';
import type { Source } from '../../sources/source.js';
import type { CheckPlan } from '../plan.js';
import { importanceRows } from './importanceRows.js';

/** Importances as they were given, and what is wrong with them. */
export interface FoundImportance {
  /** Absent where nothing usable was given: then it is estimated. */
  readonly importance?: Importance;
  readonly warnings: readonly string[];
}

/** So many features are named in a warning. */
const MOST_NAMES = 5;

/**
 * The importances that a configuration gives, or the rows that it names. What is wrong with them is said once, and the rest holds.
 * @param features of the reference
 * @param outputs what the model makes: importances of these are left out without a word
 */
export async function readImportance(
  { source, importance: wish, part }: Pick<CheckPlan, 'source' | 'importance' | 'part'>,
  features: readonly string[],
  outputs: readonly string[],
): Promise<FoundImportance> {
  if (wish === undefined) return { warnings: [] };
  const { config, place } = wish;
  const inputs = features.filter((feature) => !outputs.includes(feature));
  const known = [...inputs, ...outputs];
  try {
    const { values, unknown, problems } = await read(source, config, known);
    const all = [...problems];
    const strangers = unknown.filter((feature) => isOfPart(feature, part));
    if (strangers.length > 0) {
      all.push(`names ${named(strangers)}, no feature of the model; correct it or leave it out`);
    }
    const negative = known.filter((feature) => (values.get(feature) ?? 0) < 0);
    if (negative.length > 0) all.push(`of ${named(negative)} is below 0 and counts as 0`);
    const odd = known.filter((feature) => !Number.isFinite(values.get(feature) ?? 0));
    if (odd.length > 0) all.push(`of ${named(odd)} is no number and counts as 0`);
    const importance = givenImportance(values, inputs, config.kind === 'given' ? 'configured' : 'table');
    const isUsable = importance.features.some(({ share }) => share !== undefined);
    if (!isUsable)
      all.push(
        'is above 0 for no feature of the model; give it numbers, or leave the key out: it is estimated now',
      );
    return {
      warnings: all.map((problem) => `${place} ${problem}`),
      ...(isUsable ? { importance } : {}),
    };
  } catch (error) {
    const reason = error instanceof DriftError ? error.message : String(error);
    return { warnings: [`${place} cannot be read, so that it is estimated: ${reason}`] };
  }
}

interface Given {
  readonly values: ReadonlyMap<string, number>;
  /** Names that are no features. */
  readonly unknown: readonly string[];
  readonly problems: readonly string[];
}

async function read(source: Source, config: ImportanceConfig, known: readonly string[]): Promise<Given> {
  if (config.kind === 'rows') return importanceRows(source, config, known);
  const values = new Map(Object.entries(config.values));
  return { values, unknown: [...values.keys()].filter((feature) => !known.includes(feature)), problems: [] };
}

/** "a", "b" and 3 more */
export function named(features: readonly string[]): string {
  const shown = features.slice(0, MOST_NAMES).map((feature) => JSON.stringify(feature));
  const rest = features.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}
