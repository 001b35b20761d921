import { isOfPart } from '../config/parts.js';
import { DriftError } from '../errors.js';
import type { Reference } from '../profile/reference.js';
import type { Column, Relation } from '../sources/source.js';
import { adoptKinds } from './columnKinds.js';
import type { Doubts } from './countReference.js';
import { chooseFeatures, chooseStoredFeatures, type Failure, type FeatureChoice } from './features.js';
import { nothingToCheck } from './nothingToCheck.js';
import type { CheckPlan } from './plan.js';
import { isText, readColumns, type ReadRelation } from './readColumns.js';

/** A check whose columns are known. */
export interface PreparedCheck extends FeatureChoice {
  readonly doubts: Doubts;
  readonly warnings: readonly string[];
  /** The relation as it can be read: text files with the types of their columns. */
  readonly relationOf: (relation: Relation) => Relation;
}

interface BothSides {
  /** Absent where a stored reference is used: its own rows may be gone. */
  readonly before: ReadRelation | undefined;
  readonly after: ReadRelation;
}

/** Reads the columns of both sides and chooses the features. Fails where there is nothing to compare. */
export async function prepareCheck(plan: CheckPlan, stored?: Reference): Promise<PreparedCheck> {
  const [first] = plan.windows;
  if (first === undefined)
    throw new DriftError('config_invalid', `model ${plan.model}: there is no window to check`);
  const currentRelation = first.selection.relation;
  const { before, after } = await readSides(plan, currentRelation, stored);
  const all =
    stored === undefined
      ? chooseFeatures(before?.columns ?? [], after.columns, plan)
      : chooseStoredFeatures(stored, after.columns, plan);
  const choice = ofPart(all, plan);
  const broken = [...(plan.failed ?? []), ...(before?.failed ?? []), ...after.failed];
  const failed = uniqueFailures([...broken.filter(isWanted(plan)), ...choice.failed]);
  const features = choice.features.filter(({ name }) => !failed.some(({ feature }) => feature === name));
  if (features.length === 0 && failed.length === 0) {
    if (all.features.length > 0) throw emptyPart(plan, all.features.length);
    throw nothingToCheck(plan.model, before?.columns ?? [], after.columns, choice.excluded);
  }
  const relationOf = (relation: Relation): Relation =>
    relation === currentRelation || JSON.stringify(relation) === JSON.stringify(currentRelation)
      ? after.relation
      : (before?.relation ?? relation);
  return {
    features,
    excluded: choice.excluded,
    failed,
    doubts: doubtsOf(plan, before),
    warnings: before === undefined ? [] : unknownNames(plan, [...before.columns, ...after.columns]),
    relationOf,
  };
}

function ofPart({ features, excluded, failed }: FeatureChoice, { part }: CheckPlan): FeatureChoice {
  return {
    features: features.filter(({ name }) => isOfPart(name, part)),
    excluded,
    failed: failed.filter(({ feature }) => isOfPart(feature, part)),
  };
}

function emptyPart({ model, part }: CheckPlan, features: number): DriftError {
  return new DriftError(
    'config_invalid',
    `model ${model} has none of the ${features} features of ${part?.of ?? model}; they are shared by their names, so give it fewer parts`,
  );
}

async function readSides(
  { source, reference }: CheckPlan,
  current: Relation,
  stored: Reference | undefined,
): Promise<BothSides> {
  if (stored !== undefined) {
    return { before: undefined, after: await readColumns(source, current, storedColumns(stored)) };
  }
  const read = await readColumns(source, reference.relation);
  if (JSON.stringify(reference.relation) === JSON.stringify(current)) return { before: read, after: read };
  const columns = await adoptKinds(source, read.relation, read.columns, await source.columns(current));
  const after = await readColumns(source, current, columns);
  return {
    before: { ...read, columns },
    after: { ...after, columns: await adoptKinds(source, after.relation, after.columns, columns) },
  };
}

/** What text files are read as, when only a stored reference tells. */
function storedColumns(stored: Reference): Column[] {
  return stored.features.map(({ feature: { name, kind } }) => ({
    name,
    kind,
    type: kind === 'numeric' ? 'DOUBLE' : 'VARCHAR',
    integer: false,
  }));
}

/** A column that nobody wants to check may hold what it likes. */
function isWanted({ features, exclude, label, timestamp, part }: CheckPlan): (failure: Failure) => boolean {
  return ({ feature }) =>
    isOfPart(feature, part) &&
    (features === undefined
      ? !exclude.includes(feature) && feature !== label && feature !== timestamp
      : features.some(({ name }) => name === feature));
}

/** A column that breaks its type on both sides fails once. */
function uniqueFailures(failures: readonly Failure[]): Failure[] {
  return failures.filter(
    ({ feature }, index) => failures.findIndex((other) => other.feature === feature) === index,
  );
}

function doubtsOf({ features }: CheckPlan, before: ReadRelation | undefined): Doubts {
  const columns = before?.columns ?? [];
  const isGuess = ({ name }: Column): boolean =>
    features === undefined ||
    features.some(
      (feature) => feature.name === name && feature.kind === undefined && feature.expression === undefined,
    );
  return {
    identifiers: features === undefined ? columns : [],
    texts:
      before !== undefined && isText(before.relation)
        ? columns.filter((column) => column.type === 'VARCHAR' && isGuess(column)).map(({ name }) => name)
        : [],
  };
}

/** A name that is not there is probably mistyped, and the column that was meant is checked. */
function unknownNames({ exclude, label, timestamp }: CheckPlan, columns: readonly Column[]): string[] {
  const named = [
    ...exclude.map((name) => [name, 'to leave out'] as const),
    ...(label === undefined ? [] : [[label, 'for the label'] as const]),
    ...(timestamp === undefined ? [] : [[timestamp, 'for the time'] as const]),
  ];
  return named
    .filter(([name]) => !columns.some((column) => column.name === name))
    .map(([name, purpose]) => `there is no column ${JSON.stringify(name)} ${purpose}; check its name`);
}
