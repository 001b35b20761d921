import { calibrate, type Calibration } from '../detection/overTime/calibrate.js';
import { referenceBuckets, type ReferenceBuckets } from '../detection/overTime/referenceBuckets.js';
import { SeasonalReference } from '../detection/overTime/seasonalReference.js';
import { slotOf, slotScheme, type SlotScheme } from '../detection/overTime/slots.js';
import { mergeProfiles, type Profile } from '../profile/profile.js';
import type { Reference, ReferenceFeature } from '../profile/reference.js';
import type { Bucket } from '../profile/window.js';

/** A reference as the monitor compares with it: by hour of the day, and with limits from its own variation. */
export interface MonitoredReference {
  readonly reference: Reference;
  readonly created: Date;
  /** By feature. */
  readonly seasonal: ReadonlyMap<string, SeasonalReference>;
  readonly calibration: Calibration;
}

export interface CalibrationWishes {
  readonly bucket: number;
  /** Lengths of the evidence windows in milliseconds. */
  readonly windows: readonly number[];
  readonly timeZone: string;
  readonly shift: number;
  /** At most so many false alarms in so many milliseconds. */
  readonly budget: { readonly alarms: number; readonly period: number };
}

const DAY = 86_400_000;

/** Takes in the reference's own buckets feature by feature, in any order of features, and keeps no bucket. */
export class ReferenceBuilder {
  readonly #seasonal = new Map<string, SeasonalReference>();
  readonly #buckets: ReferenceBuckets[] = [];
  readonly #scheme: SlotScheme | undefined;

  /** @param span of the reference's rows in time; absent where they have none */
  constructor(
    readonly reference: Reference,
    readonly wishes: CalibrationWishes,
    span: { readonly from: number; readonly to: number } | undefined,
  ) {
    const { bucket, timeZone, shift } = wishes;
    this.#scheme = span && slotScheme(span.from - shift, span.to - shift, bucket, timeZone);
  }

  add(feature: ReferenceFeature, buckets: readonly Bucket[]): void {
    const { name } = feature.feature;
    const { bucket, timeZone, shift } = this.wishes;
    const slots = this.#scheme === undefined ? [] : this.#slots(buckets, this.#scheme);
    this.#seasonal.set(
      name,
      new SeasonalReference(feature.profile, slots, this.#scheme, timeZone, bucket, shift),
    );
    if (buckets.length > 0) this.#buckets.push(referenceBuckets(name, buckets));
  }

  /** @param known limits that were found before, for the same windows */
  finish(created: Date, known?: Calibration): MonitoredReference {
    const { bucket, windows, timeZone, shift, budget } = this.wishes;
    const calibration =
      known ??
      calibrate(this.#buckets, {
        bucket,
        windows,
        timeZone,
        shift,
        budget: { alarms: budget.alarms, days: budget.period / DAY },
      });
    return { reference: this.reference, created, seasonal: this.#seasonal, calibration };
  }

  #slots(buckets: readonly Bucket[], scheme: SlotScheme): (Profile | undefined)[] {
    const slots: (Profile | undefined)[] = [];
    for (const { start, profile } of buckets) {
      const slot = slotOf(start - this.wishes.shift, this.wishes.timeZone, scheme);
      const known = slots[slot];
      slots[slot] = known === undefined ? profile : mergeProfiles(known, profile);
    }
    return slots;
  }
}
