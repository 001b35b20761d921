import { DriftError } from '../errors.js';
import type { Exclusion } from '../detection/result.js';
import type { Reference } from '../profile/reference.js';
import type { Column, Feature, Summary } from '../sources/source.js';
import type { CheckPlan } from './plan.js';

/** A text column with a larger share of distinct values than this tells rows apart, not groups of them. */
const NEAR_UNIQUE = 0.9;
/** With fewer values, all of them may differ by chance. */
const ENOUGH_VALUES = 100;

export interface Failure {
  readonly feature: string;
  readonly error: DriftError;
}

export interface FeatureChoice {
  readonly features: readonly Feature[];
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly Failure[];
}

type Wishes = Pick<CheckPlan, 'features' | 'exclude' | 'label' | 'timestamp'>;

/** Which columns are checked, which are left out and why, and which cannot be checked as asked. */
export function chooseFeatures(
  reference: readonly Column[],
  current: readonly Column[],
  wishes: Wishes,
): FeatureChoice {
  return wishes.features === undefined
    ? inferFeatures(reference, current, wishes)
    : listedFeatures(reference, current, wishes.features);
}

function timestampReason(type: string): string {
  if (/^date$/i.test(type)) return 'a date';
  return /^time(?!stamp)/i.test(type) ? 'a time of day' : 'a timestamp';
}

function unsupportedReason(type: string): string {
  return type === 'JSON'
    ? 'values of several types are not compared'
    : `values of type ${type} are not compared`;
}

/** The features of a stored reference that are wished for and that the current data has. */
export function chooseStoredFeatures(
  { features }: Reference,
  current: readonly Column[],
  wishes: Wishes,
): FeatureChoice {
  const stored = features.map(({ feature }) => feature);
  const { features: wanted, exclude, label, timestamp } = wishes;
  const asked = (name: string): boolean =>
    wanted === undefined
      ? !exclude.includes(name) && name !== label && name !== timestamp
      : wanted.some((feature) => feature.name === name);
  const unknown = (wanted ?? []).filter(({ name }) => !stored.some((feature) => feature.name === name));
  const chosen = stored.filter(({ name }) => asked(name));
  const columns = chosen.map(({ name, kind }) => ({ name, kind, type: kind, integer: false }));
  const choice = listedFeatures(columns, current, chosen);
  const error = (feature: string): DriftError =>
    new DriftError('column_missing', 'the saved reference does not hold it; build one that does', {
      feature,
    });
  return {
    ...choice,
    failed: [...choice.failed, ...unknown.map(({ name }) => ({ feature: name, error: error(name) }))],
  };
}

function listedFeatures(
  reference: readonly Column[],
  current: readonly Column[],
  wanted: readonly NonNullable<Wishes['features']>[number][],
): FeatureChoice {
  const features: Feature[] = [];
  const failed: Failure[] = [];
  for (const { name, kind, expression } of wanted) {
    if (expression !== undefined) {
      features.push({ name, expression, kind: kind ?? 'numeric' });
      continue;
    }
    const before = reference.find((column) => column.name === name);
    const after = current.find((column) => column.name === name);
    const error =
      missingColumn(name, before, after) ?? (kind === undefined ? unsuitable(before, after) : undefined);
    if (error !== undefined) failed.push({ feature: name, error });
    else features.push({ name, kind: kind ?? (before?.kind === 'categorical' ? 'categorical' : 'numeric') });
  }
  return { features, excluded: [], failed };
}

function inferFeatures(
  reference: readonly Column[],
  current: readonly Column[],
  { exclude, label, timestamp }: Wishes,
): FeatureChoice {
  const features: Feature[] = [];
  const excluded: Exclusion[] = [];
  const failed: Failure[] = [];
  const leaveOut = (feature: string, reason: string): void => void excluded.push({ feature, reason });
  for (const column of reference) {
    const { name, kind, type } = column;
    const after = current.find((candidate) => candidate.name === name);
    if (exclude.includes(name)) leaveOut(name, 'left out as asked');
    else if (name === label) leaveOut(name, 'the label');
    else if (name === timestamp) leaveOut(name, 'the timestamp column');
    else if (after === undefined) leaveOut(name, 'only in the reference');
    else if (kind === 'timestamp') leaveOut(name, timestampReason(type));
    else if (kind === 'unsupported') leaveOut(name, unsupportedReason(type));
    else {
      const error = unsuitable(column, after);
      if (error === undefined) features.push({ name, kind });
      else failed.push({ feature: name, error });
    }
  }
  for (const { name } of current) {
    if (!reference.some((column) => column.name === name) && !exclude.includes(name)) {
      leaveOut(name, 'only in the current data');
    }
  }
  return { features, excluded, failed };
}

/** Why a feature that was not asked for by name is left out once its values are known. */
export function identifierReason(summary: Summary, column: Column | undefined): string | undefined {
  const values = summary.rows - summary.missing;
  const { distinctCount } = summary;
  if (values < ENOUGH_VALUES || column === undefined) return undefined;
  if (summary.kind === 'categorical') {
    return distinctCount > NEAR_UNIQUE * values
      ? `nearly unique: ${distinctCount} different values in ${values} rows`
      : undefined;
  }
  // measurements may all differ, too, but an identifier counts up without gaps, or is called one
  const dense = summary.maximum - summary.minimum < 2 * values;
  const named = /(^|_|\s)(id|uuid|guid|key)$/i.test(column.name) || /[a-z](Id|ID|Key)$/.test(column.name);
  return column.integer && distinctCount === values && (dense || named)
    ? `unique: ${values} different whole numbers in ${values} rows`
    : undefined;
}

function missingColumn(
  name: string,
  before: Column | undefined,
  after: Column | undefined,
): DriftError | undefined {
  const sides = [
    before === undefined ? ['the reference'] : [],
    after === undefined ? ['the current data'] : [],
  ].flat();
  return sides.length === 0
    ? undefined
    : new DriftError('column_missing', `there is no such column in ${sides.join(' and ')}; check its name`, {
        feature: name,
      });
}

function unsuitable(before: Column | undefined, after: Column | undefined): DriftError | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (before.kind !== after.kind) {
    return new DriftError(
      'column_type',
      `${after.type} in the current data, but ${before.type} in the reference; cast one of them, or exclude the column`,
      { feature: before.name },
    );
  }
  return before.kind === 'numeric' || before.kind === 'categorical'
    ? undefined
    : new DriftError(
        'column_type',
        `${before.type} is neither numeric nor categorical; cast it with an expression`,
        {
          feature: before.name,
        },
      );
}
