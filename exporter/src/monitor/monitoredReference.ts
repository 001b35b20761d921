import { errorBaseline, type ErrorBaseline } from '../detection/concept/bucketErrors.js';
import { calibrate, type Calibration } from '../detection/overTime/calibrate.js';
import { sequenceBaseline, type SequenceBaseline } from '../detection/lstm/sequenceBaseline.js';
import { referenceBuckets, type ReferenceBuckets } from '../detection/overTime/referenceBuckets.js';
import { SeasonalReference } from '../detection/overTime/seasonalReference.js';
import { slotOf, slotScheme, type SlotScheme } from '../detection/overTime/slots.js';
import { mergeProfiles, type Profile } from '../profile/profile.js';
import type { Reference, ReferenceFeature } from '../profile/reference.js';
import type { Bucket } from '../profile/window.js';
import { longWindows } from './beyond/longWindows.js';
import { ownStretches, type OwnStretches } from './beyond/ownStretches.js';
import type { BuiltSpan } from './pastBuckets.js';

/** A reference as the monitor compares with it: by hour of the day, and with limits from its own variation. */
export interface MonitoredReference {
  readonly reference: Reference;
  readonly created: Date;
  /** By feature. */
  readonly seasonal: ReadonlyMap<string, SeasonalReference>;
  readonly calibration: Calibration;
  readonly scheme: SlotScheme | undefined;
  /** By feature: what its relations to label and prediction are like in stretches of the reference. */
  readonly own: ReadonlyMap<string, OwnStretches>;
  /** What its errors are like, bucket by bucket; absent without predictions and labels. */
  readonly errors?: ErrorBaseline;
  /** By feature: how its own buckets vary, which sequences of scores are measured by. */
  readonly baselines: ReadonlyMap<string, SequenceBaseline>;
  /** Where the reference lies in time, in milliseconds since the epoch; absent where its rows have no times. */
  readonly built?: BuiltSpan;
}

export interface CalibrationWishes {
  readonly bucket: number;
  /** Lengths of the evidence windows in milliseconds. */
  readonly windows: readonly number[];
  readonly timeZone: string;
  readonly shift: number;
  /** At most so many false alarms in so many milliseconds. */
  readonly budget: { readonly alarms: number; readonly period: number };
  /** Windows up to a week are compared with the same weekdays and hours. */
  readonly isSeasonal?: true;
}

const DAY = 86_400_000;

/** Takes in the reference's own buckets feature by feature, in any order of features, and keeps no bucket. */
export class ReferenceBuilder {
  readonly #seasonal = new Map<string, SeasonalReference>();
  readonly #buckets: ReferenceBuckets[] = [];
  readonly #own = new Map<string, OwnStretches>();
  #errors: ErrorBaseline | undefined;
  readonly #scheme: SlotScheme | undefined;

  /** @param built where its own buckets lie in time; absent where they have no times */
  constructor(
    readonly reference: Reference,
    readonly wishes: CalibrationWishes,
    readonly built: BuiltSpan | undefined,
    /** Whether its counts are not those that windows are compared with. */
    readonly isMoving = false,
  ) {
    const { bucket, timeZone, shift, isSeasonal } = wishes;
    this.#scheme = built && slotScheme(built.from - shift, built.to - shift, bucket, timeZone, isSeasonal);
  }

  add(feature: ReferenceFeature, buckets: readonly Bucket[]): void {
    const { name } = feature.feature;
    const { bucket, timeZone, shift } = this.wishes;
    const slots = this.#scheme === undefined || this.isMoving ? [] : this.#slots(buckets, this.#scheme);
    this.#seasonal.set(
      name,
      new SeasonalReference(feature.profile, slots, this.#scheme, timeZone, bucket, shift),
    );
    if (buckets.length > 0) this.#buckets.push(referenceBuckets(name, buckets));
    if (this.isMoving) return;
    this.#own.set(name, ownStretches(buckets, longWindows(this.wishes.windows), bucket));
    // through each feature they are the same, but only the prediction has their squares
    const { outcome } = this.reference;
    if (outcome !== undefined) {
      const profiles = buckets.map((one) => one.profile);
      this.#errors ??= errorBaseline(feature.profile, profiles, outcome.task);
    }
  }

  /** @param known limits that were found before, for the same windows */
  finish(created: Date, known?: Calibration): MonitoredReference {
    const { bucket, windows, timeZone, shift, budget, isSeasonal = false } = this.wishes;
    const calibration =
      known ??
      calibrate(this.#buckets, {
        bucket,
        windows,
        timeZone,
        shift,
        isSeasonal,
        budget: { alarms: budget.alarms, days: budget.period / DAY },
      });
    return {
      reference: this.reference,
      created,
      seasonal: this.#seasonal,
      calibration,
      scheme: this.#scheme,
      own: this.#own,
      baselines: this.#baselines(),
      ...(this.#errors && { errors: this.#errors }),
      ...(this.built && { built: this.built }),
    };
  }

  #baselines(): ReadonlyMap<string, SequenceBaseline> {
    if (this.isMoving) return new Map();
    const { bucket, timeZone, shift, isSeasonal = false } = this.wishes;
    const kinds = new Map(this.reference.features.map(({ feature }) => [feature.name, feature.kind]));
    return new Map(
      this.#buckets.flatMap((buckets) => {
        const isOrdered = kinds.get(buckets.feature) === 'numeric';
        const found = sequenceBaseline(buckets, isOrdered, { bucket, timeZone, shift, isSeasonal });
        return found === undefined ? [] : [[buckets.feature, found] as const];
      }),
    );
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
