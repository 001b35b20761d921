import type { Feature, Selection } from '../sources/source.js';
import { countReference, type CountedReference, type Doubts } from './countReference.js';
import type { CheckPlan } from './plan.js';
import { countSameHours } from './sameHours.js';

/** Lays the grids of some features over a plan's reference, and counts those of its rows that count. */
export async function countPlanReference(
  { source, minCell, sameHours }: CheckPlan,
  selection: Selection,
  features: readonly Feature[],
  doubts: Doubts,
): Promise<CountedReference> {
  const found = await countReference(source, selection, features, doubts, minCell);
  if (sameHours === undefined) return found;
  return { ...found, counted: await countSameHours(source, selection, found.counted, sameHours) };
}
