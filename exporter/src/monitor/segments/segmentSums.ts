import type { FeatureCalibration } from '../../detection/overTime/calibrate.js';
import type { ReferenceBuckets } from '../../detection/overTime/referenceBuckets.js';
import { slotOf, type SlotScheme } from '../../detection/overTime/slots.js';
import { emptyProfile, psiCounts } from '../../profile/profile.js';
import type { Grid } from '../../profile/grid.js';
import { addSparse, sparseOf, type MutableProfile } from '../../profile/sparseProfile.js';
import type { BucketProfile } from '../../store/records.js';
import type { CalibrationWishes } from '../monitoredReference.js';
import type { SegmentCounts } from './segmentReference.js';

/** One feature of one segment of the reference, summed up bucket by bucket in the order of time; no bucket is kept but for its PSI cells. */
export class SegmentSums {
  readonly #profile: MutableProfile;
  readonly #slots = new Map<number, MutableProfile>();
  readonly #buckets: { start: number; rows: number; missing: number; counts: Float64Array }[] = [];

  constructor(
    /** Unlike that of any other. */
    readonly key: string,
    readonly grid: Grid,
    readonly scheme: SlotScheme | undefined,
    readonly wishes: CalibrationWishes,
  ) {
    this.#profile = emptyProfile(grid);
  }

  add({ start, profile }: Pick<BucketProfile, 'start' | 'profile'>): void {
    const part = sparseOf(profile);
    addSparse(this.#profile, part);
    const { rows, missing } = profile;
    this.#buckets.push({ start, rows, missing, counts: psiCounts(profile).slice() });
    if (this.scheme === undefined) return;
    const slot = slotOf(start - this.wishes.shift, this.wishes.timeZone, this.scheme);
    const known = this.#slots.get(slot) ?? emptyProfile(this.grid);
    addSparse(known, part);
    this.#slots.set(slot, known);
  }

  /** What limits are found from. */
  buckets(): ReferenceBuckets {
    const own = this.#buckets;
    const cells = psiCounts(this.#profile).length;
    const counts = new Float64Array(own.length * cells);
    for (const [index, bucket] of own.entries()) counts.set(bucket.counts, index * cells);
    return {
      feature: this.key,
      starts: Float64Array.from(own, ({ start }) => start),
      cells,
      counts,
      rows: Float64Array.from(own, ({ rows }) => rows),
      missing: Float64Array.from(own, ({ missing }) => missing),
    };
  }

  counts(limits: FeatureCalibration): SegmentCounts {
    return { profile: this.#profile, slots: [...this.#slots].sort(([a], [b]) => a - b), limits };
  }
}
