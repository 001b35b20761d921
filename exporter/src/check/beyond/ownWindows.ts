import type { Profile } from '../../profile/profile.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import type { Selection, Source } from '../../sources/source.js';
import { countOutcomes } from './countOutcomes.js';
import type { OutcomePlan } from './outcomePlan.js';

/** Into so many stretches of time a reference is divided, to see how much relations change without drift. */
const STRETCHES = 4;

/** A reference's own stretches of time, by feature; empty where its rows have no times. */
export async function ownWindows(
  source: Source,
  reference: Selection,
  features: readonly ReferenceFeature[],
  outcome: OutcomePlan,
): Promise<ReadonlyMap<string, readonly Profile[]>> {
  if (reference.timestampColumn === undefined) return new Map();
  const range = await source.timeRange(reference, reference.to ?? new Date(8.64e15));
  if (range === undefined) return new Map();
  const [first, last] = [range.oldest.getTime(), range.watermark.getTime()];
  const length = Math.ceil((last + 1 - first) / STRETCHES);
  const own = new Map<string, Profile[]>();
  for (let start = first; start <= last; start += length) {
    const selection = {
      ...reference,
      from: new Date(start),
      to: new Date(Math.min(start + length, last + 1)),
    };
    for (const [feature, profile] of await countOutcomes(source, selection, features, outcome)) {
      own.set(feature, [...(own.get(feature) ?? []), profile]);
    }
  }
  return own;
}
