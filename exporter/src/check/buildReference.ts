import type { Exclusion } from '../detection/result.js';
import { referenceOf, type Reference } from '../profile/reference.js';
import { batchSize, inBatches } from './batches.js';
import { countPlanReference } from './countPlanReference.js';
import type { Failure } from './features.js';
import type { CheckPlan } from './plan.js';
import { prepareCheck } from './prepareCheck.js';
import { countReferenceSegments } from './referenceSegments.js';

export interface BuiltReference {
  readonly reference: Reference;
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly Failure[];
  readonly warnings: readonly string[];
}

/** Lays the grids of a plan's reference and counts its rows, without looking at current values. */
export async function buildReference(plan: CheckPlan): Promise<BuiltReference> {
  const { features, excluded, failed, doubts, warnings, relationOf } = await prepareCheck(plan);
  const selection = { ...plan.reference, relation: relationOf(plan.reference.relation) };
  const size = await batchSize(plan.source, [selection]);
  const batches = await inBatches(features, size, (some) =>
    countPlanReference(plan, selection, some, doubts),
  );
  const reference = referenceOf(batches.results.flatMap(({ counted }) => counted));
  const segments = await countReferenceSegments(plan, selection, reference.features);
  return {
    reference: segments.length === 0 ? reference : { ...reference, segments },
    excluded: [...excluded, ...batches.results.flatMap((result) => result.excluded)],
    failed: [...failed, ...batches.results.flatMap((result) => result.failed), ...batches.failed],
    warnings,
  };
}
