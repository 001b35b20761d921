import type { Reference } from '../profile/reference.js';
import type { BucketProfile } from '../store/records.js';
import type { Store } from '../store/store.js';
import { bucketMapOf, type BucketMap } from './bucketMap.js';

/** The time that a reference was built from, in milliseconds since the epoch. */
export interface BuiltSpan {
  readonly from: number;
  readonly to: number;
  /** How much later its own buckets are now than as they were kept. */
  readonly offset: number;
}

/**
 * Reads a model's counts of the past: those of all writers and, before anything was counted, the reference's own.
 * @param built absent where those are not wanted: a segment's are among the counts
 */
export function pastBuckets(
  store: Store,
  model: string,
  reference: Reference,
  built: BuiltSpan | undefined,
  bucket: number,
  segment = '',
): (from: number, to: number) => Promise<BucketMap> {
  const { version, features } = reference;
  return async (from, to) => {
    const found: BucketProfile[] = [];
    for await (const some of store.readBuckets(model, version, features, from, to, segment)) {
      // days into which old buckets were rolled up have no hours any more
      found.push(...some.filter(({ length = bucket }) => length <= bucket));
    }
    const counted = bucketMapOf(found);
    if (built === undefined || from >= built.to || to <= built.from) return counted;
    const { offset } = built;
    const own = await store.references.bucketsBetween(model, reference, from - offset, to - offset);
    // in the order of time
    return new Map([...bucketMapOf(own, offset), ...counted].sort(([a], [b]) => a - b));
  };
}
