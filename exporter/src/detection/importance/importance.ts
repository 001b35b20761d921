import type { JointTable } from '../attribution/jointTable.js';
import { sharesOf } from '../attribution/shares.js';
import { correlationRatio } from './correlationRatio.js';
import { mutualInformation } from './mutualInformation.js';

export type ImportanceMethod = 'configured' | 'table' | 'estimated';

export interface FeatureImportance {
  readonly feature: string;
  /** As given or estimated, not below zero. */
  readonly value: number;
  /** Of the sum over all features; shares add up to one. Absent where no feature has any importance. */
  readonly share?: number;
  /** From 1 on, the most important first; ties by name. */
  readonly rank: number;
}

export interface Importance {
  readonly method: ImportanceMethod;
  /** By rank. */
  readonly features: readonly FeatureImportance[];
}

/** What is known of an outcome: zeros and ones, or numbers of this variance. */
export type OutcomeSpread = { readonly binary: true } | { readonly binary: false; readonly variance: number };

/**
 * Importances that were given, by the names of a model's features; others are left out. What is missing, negative or no number
 * counts as none: a permutation importance below zero is chance.
 */
export function givenImportance(
  given: ReadonlyMap<string, number>,
  features: readonly string[],
  method: 'configured' | 'table',
): Importance {
  return importanceOf(
    method,
    features.map((feature) => ({ feature, value: given.get(feature) ?? 0 })),
  );
}

/**
 * How much each feature tells, by itself, of an outcome (the label, or the prediction): the uncertainty coefficient of an outcome of
 * zeros and ones, ε² of a numeric one, both corrected for chance. A feature that only matters together with another shows nothing
 * here, and one that repeats another shows as much as it.
 *
 * @returns undefined where no feature's can be told, as with one class only
 */
export function estimateImportance(
  tables: readonly { readonly feature: string; readonly table: JointTable }[],
  spread: OutcomeSpread,
): Importance | undefined {
  const estimated = tables.flatMap(({ feature, table }) => {
    const value = spread.binary
      ? mutualInformation(table)?.uncertainty
      : correlationRatio(table, spread.variance)?.epsilon_squared;
    return value === undefined ? [] : [{ feature, value }];
  });
  return estimated.length === 0 ? undefined : importanceOf('estimated', estimated);
}

function importanceOf(
  method: ImportanceMethod,
  values: readonly { readonly feature: string; readonly value: number }[],
): Importance {
  const usable = values.map(({ feature, value }) => ({
    feature,
    value: Number.isFinite(value) && value > 0 ? value : 0,
  }));
  const shares = new Map(
    sharesOf(usable.map(({ feature, value }) => ({ feature, part: value })))?.map(({ feature, share }) => [
      feature,
      share,
    ]),
  );
  const features = usable
    .sort((a, b) => b.value - a.value || (a.feature < b.feature ? -1 : 1))
    .map(({ feature, value }, index) => {
      const share = shares.get(feature);
      return { feature, value, ...(share === undefined ? {} : { share }), rank: index + 1 };
    });
  return { method, features };
}
