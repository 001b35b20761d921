import type { Reference } from '../../profile/reference.js';
import { uncounted } from './uncounted.js';
import type { Failure } from '../features.js';
import type { Selection } from '../../sources/source.js';
import type { CheckPlan } from '../plan.js';
import { countOutcomes } from './countOutcomes.js';
import { outcomePlan, type OutcomePlan } from './outcomePlan.js';
import { resolveOutcome } from './resolveOutcome.js';

/** A reference whose profiles hold sums of labels and predictions, as far as its model has them. */
export interface ReferenceWithOutcomes {
  readonly reference: Reference;
  /** Absent where the model has neither label nor prediction. */
  readonly outcome?: OutcomePlan;
  readonly warnings: readonly string[];
}

/** Counts the outcomes of a reference's rows in the cells of its features; its version stays. */
export async function withReferenceOutcomes(
  { source, outcome: wish, features: wanted }: CheckPlan,
  selection: Selection,
  reference: Reference,
): Promise<ReferenceWithOutcomes> {
  if (wish === undefined) return { reference, warnings: [] };
  const columns = await source.columns(selection.relation);
  const { definition, warnings } = await resolveOutcome(source, selection, columns, wish, wanted);
  if (definition === undefined) return { reference, warnings };
  const outcome = outcomePlan(definition, reference.features, wish);
  const failures: Failure[] = [];
  const counted = await countOutcomes(source, selection, reference.features, outcome, (one) =>
    failures.push(one),
  );
  const { task, center } = definition;
  const { score } = outcome;
  return {
    outcome,
    warnings: [...warnings, ...uncounted('the reference', failures)],
    reference: {
      ...reference,
      features: reference.features.map((entry) => {
        const joint = counted.get(entry.feature.name)?.joint;
        return joint === undefined ? entry : { ...entry, profile: { ...entry.profile, joint } };
      }),
      outcome: { task, center, ...(score === undefined ? {} : { score }) },
    },
  };
}
