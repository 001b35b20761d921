import type { Exclusion } from '../detection/result.js';
import { referenceOf, type Reference } from '../profile/reference.js';
import { batchSize, inBatches } from './batches.js';
import { countPlanReference } from './countPlanReference.js';
import type { Failure } from './features.js';
import type { CheckPlan } from './plan.js';
import type { OutcomePlan } from './beyond/outcomePlan.js';
import { withReferenceOutcomes } from './beyond/withReferenceOutcomes.js';
import { prepareCheck } from './prepareCheck.js';
import { countReferenceSegments } from './referenceSegments.js';

export interface BuiltReference {
  readonly reference: Reference;
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly Failure[];
  readonly warnings: readonly string[];
  /** How labels and predictions were read; absent where the model has neither. */
  readonly outcome?: OutcomePlan;
}

/** Lays the grids of a plan's reference and counts its rows, without looking at current values. */
export async function buildReference(plan: CheckPlan): Promise<BuiltReference> {
  const prepared = await prepareCheck(plan);
  const { features, excluded, failed, doubts, relationOf } = prepared;
  const selection = { ...plan.reference, relation: relationOf(plan.reference.relation) };
  const size = await batchSize(plan.source, [selection]);
  const batches = await inBatches(features, size, (some) =>
    countPlanReference(plan, selection, some, doubts),
  );
  const reference = referenceOf(batches.results.flatMap(({ counted }) => counted));
  const segments = await countReferenceSegments(plan, selection, reference.features);
  const outcome = await withReferenceOutcomes(plan, selection, reference);
  return {
    reference: segments.length === 0 ? outcome.reference : { ...outcome.reference, segments },
    excluded: [...excluded, ...batches.results.flatMap((result) => result.excluded)],
    failed: [...failed, ...batches.results.flatMap((result) => result.failed), ...batches.failed],
    warnings: [...prepared.warnings, ...outcome.warnings],
    ...(outcome.outcome && { outcome: outcome.outcome }),
  };
}
