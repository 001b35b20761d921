import { conceptChange, type ConceptChange } from '../attribution/conceptChange.js';
import { decomposition, type Decomposition } from '../attribution/decomposition.js';
import { jointTable, type JointTable } from '../attribution/jointTable.js';
import { outcomes, type Task } from '../../profile/outcome.js';
import type { Profile } from '../../profile/profile.js';
import type { UsualChange } from './usualChange.js';

/** What a mean can be of: the outcomes whose changes are taken apart. */
export const targets = [outcomes.label, outcomes.prediction, outcomes.error] as const;
export type Target = (typeof targets)[number];

/** A feature's profiles with sums of outcomes in their cells. */
export interface JointComparison {
  readonly feature: string;
  readonly reference: Profile;
  readonly current: Profile;
  /** How much it changes between the reference's own stretches of time; absent where they are unknown. */
  readonly usual?: UsualChange;
}

/** What the change of a model's outcomes looks like through the cells of one feature. */
export interface FeatureView {
  readonly feature: string;
  readonly tables: Readonly<Partial<Record<Target, { reference: JointTable; current: JointTable }>>>;
  readonly decompositions: Readonly<Partial<Record<Target, Decomposition>>>;
  /** Of the feature and the label, beside how much it changes between windows of the reference. */
  readonly concept?: { readonly change: ConceptChange; readonly usual?: number };
}

export function featureView(
  { feature, reference, current, usual: { spread: usual } = {} }: JointComparison,
  task: Task,
): FeatureView {
  const tables: Partial<Record<Target, { reference: JointTable; current: JointTable }>> = {};
  const decompositions: Partial<Record<Target, Decomposition>> = {};
  for (const target of targets) {
    const [before, after] = [jointTable(reference, target), jointTable(current, target)];
    if (before === undefined || after === undefined) continue;
    tables[target] = { reference: before, current: after };
    const parts = decomposition(before, after);
    if (parts !== undefined) decompositions[target] = parts;
  }
  const { label } = tables;
  if (label === undefined) return { feature, tables, decompositions };
  const change = conceptChange(label.reference, label.current, { binary: task === 'classification' });
  return {
    feature,
    tables,
    decompositions,
    concept: { change, ...(usual === undefined ? {} : { usual }) },
  };
}
