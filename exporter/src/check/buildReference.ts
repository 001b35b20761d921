import type { Exclusion } from '../detection/result.js';
import { referenceOf, type Reference, type ReferenceFeature } from '../profile/reference.js';
import { countReference, eachAlone } from './countReference.js';
import type { Failure } from './features.js';
import type { CheckPlan } from './plan.js';
import { batchSize, prepareCheck } from './prepareCheck.js';

export interface BuiltReference {
  readonly reference: Reference;
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly Failure[];
}

/** Lays the grids of a plan's reference and counts its rows, without looking at current values. */
export async function buildReference(plan: CheckPlan): Promise<BuiltReference> {
  const { features, excluded, failed, columns, relationOf } = await prepareCheck(plan);
  const selection = { ...plan.reference, relation: relationOf(plan.reference.relation) };
  const inferred = plan.features === undefined ? columns : [];
  const counted: ReferenceFeature[] = [];
  const leftOut = [...excluded];
  const broken = [...failed];
  const size = await batchSize(plan.source, [selection]);
  for (let start = 0; start < features.length; start += size) {
    const { results, failed: alone } = await eachAlone(features.slice(start, start + size), (some) =>
      countReference(plan.source, selection, some, inferred),
    );
    counted.push(...results.flatMap((result) => result.counted));
    leftOut.push(...results.flatMap((result) => result.excluded));
    broken.push(...alone);
  }
  return { reference: referenceOf(counted), excluded: leftOut, failed: broken };
}
