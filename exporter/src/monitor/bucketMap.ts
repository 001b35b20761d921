import { sparseOf, type SparseProfile } from '../profile/sparseProfile.js';
import type { BucketProfile } from '../store/records.js';

/** The buckets of one model, or of one of its segments, by start, each with the counts of its features by name. */
export type BucketMap = Map<number, ReadonlyMap<string, SparseProfile>>;

/** @param offset how much later the buckets are than they say, in milliseconds */
export function bucketMapOf(counted: Iterable<BucketProfile>, offset = 0): BucketMap {
  const byStart = new Map<number, Map<string, SparseProfile>>();
  for (const { start, feature, profile } of counted) {
    let features = byStart.get(start + offset);
    if (features === undefined) byStart.set(start + offset, (features = new Map()));
    features.set(feature, sparseOf(profile));
  }
  return byStart;
}
