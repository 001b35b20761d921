import { DriftError } from '../errors.js';
import type { Reference } from '../profile/reference.js';
import type { Column, Relation } from '../sources/source.js';
import { chooseFeatures, type Failure, type FeatureChoice } from './features.js';
import type { CheckPlan } from './plan.js';
import { readColumns } from './readColumns.js';

/** A check whose columns are known. */
export interface PreparedCheck extends FeatureChoice {
  /** Of the reference; empty where a stored one is used. */
  readonly columns: readonly Column[];
  /** The relation as it can be read: text files with the types of their columns. */
  readonly relationOf: (relation: Relation) => Relation;
}

/** Reads the columns of both sides and chooses the features. Fails where there is nothing to compare. */
export async function prepareCheck(plan: CheckPlan, stored?: Reference): Promise<PreparedCheck> {
  const { source, windows } = plan;
  const [first] = windows;
  if (first === undefined)
    throw new DriftError('config_invalid', `model ${plan.model}: there is no window to check`);
  const currentRelation = first.selection.relation;
  const same = JSON.stringify(plan.reference.relation) === JSON.stringify(currentRelation);
  // with a stored reference, its own rows may be gone
  const before = stored === undefined ? await readColumns(source, plan.reference.relation) : undefined;
  const after =
    same && before !== undefined
      ? before
      : await readColumns(source, currentRelation, before?.columns ?? storedColumns(stored));
  const choice =
    stored === undefined
      ? chooseFeatures(before?.columns ?? [], after.columns, plan)
      : chooseFeatures(after.columns, after.columns, {
          ...plan,
          features: stored.features.map(({ feature }) => feature),
        });
  const failed: Failure[] = uniqueFailures([...(before?.failed ?? []), ...after.failed, ...choice.failed]);
  const features = choice.features.filter(({ name }) => !failed.some(({ feature }) => feature === name));
  if (features.length === 0 && failed.length === 0) throw nothingInCommon(plan);
  const relationOf = (relation: Relation): Relation =>
    relation === currentRelation || JSON.stringify(relation) === JSON.stringify(currentRelation)
      ? after.relation
      : (before?.relation ?? relation);
  return { features, excluded: choice.excluded, failed, columns: before?.columns ?? [], relationOf };
}

/** What text files are read as, when only a stored reference tells. */
function storedColumns(stored: Reference | undefined) {
  return (stored?.features ?? []).map(({ feature: { name, kind } }) => ({
    name,
    kind,
    type: kind === 'numeric' ? 'DOUBLE' : 'VARCHAR',
    integer: false,
  }));
}

/** A column that breaks its type on both sides fails once. */
function uniqueFailures(failures: readonly Failure[]): Failure[] {
  return failures.filter(
    ({ feature }, index) => failures.findIndex((other) => other.feature === feature) === index,
  );
}

function nothingInCommon({ model }: CheckPlan): DriftError {
  return new DriftError(
    'no_common_columns',
    `model ${model}: the reference and the current data have no column in common that can be checked`,
  );
}
