import type { BucketProfile } from '../../store/records.js';
import { bucketMapOf, type BucketMap } from '../bucketMap.js';
import { SlidingWindows } from '../slidingWindows.js';
import type { ComparisonContext } from '../windowComparisons.js';

/** One segment as the monitor follows it: its buckets, the windows over them, and what they are compared with. */
export class SegmentTrack {
  readonly buckets: BucketMap = new Map();
  readonly windows: SlidingWindows;
  /** Buckets that start then or later are counted otherwise. */
  until = Infinity;

  constructor(
    /** `column=value`. */
    readonly name: string,
    readonly column: string,
    /** Undefined for the rest. */
    readonly value: string | undefined,
    public context: ComparisonContext,
    bucket: number,
    /** Buckets that start before this are counted otherwise. */
    readonly from: number,
    end: number,
  ) {
    const lengths = context.lengths.map(({ length }) => length);
    this.windows = new SlidingWindows(context.features, lengths, bucket, end);
  }

  /** Whether a bucket that starts then belongs to it. */
  holds(start: number): boolean {
    return start >= this.from && start < this.until;
  }

  /** Puts counted buckets in place of what was there in [from, to). */
  take(counted: readonly BucketProfile[], from: number, to: number): void {
    for (const start of this.buckets.keys()) if (start >= from && start < to) this.buckets.delete(start);
    const own = bucketMapOf(counted.filter(({ start }) => this.holds(start)));
    for (const [start, features] of own) this.buckets.set(start, features);
  }
}
