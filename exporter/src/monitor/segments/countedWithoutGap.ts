import type { BucketProfile } from '../../store/records.js';
import type { BucketMap } from '../bucketMap.js';

/**
 * Since when the segments of a column have been counted in every bucket: their rows add up to all rows. They do not where the
 * column was not configured then, or could not be read.
 *
 * @param whole the buckets of all rows
 * @param segments the buckets of each segment
 * @returns start of the first bucket after the last gap in [from, to)
 */
export function countedWithoutGap(
  whole: BucketMap,
  segments: readonly (readonly BucketProfile[])[],
  from: number,
  to: number,
  bucket: number,
): number {
  const sums = new Map<string, number>();
  for (const { start, feature, profile } of segments.flat()) {
    const key = `${start} ${feature}`;
    sums.set(key, (sums.get(key) ?? 0) + profile.rows);
  }
  let since = from;
  for (const [start, features] of whole) {
    if (start < from || start >= to) continue;
    for (const [feature, { rows }] of features) {
      if ((sums.get(`${start} ${feature}`) ?? 0) !== rows) since = Math.max(since, start + bucket);
    }
  }
  return since;
}
