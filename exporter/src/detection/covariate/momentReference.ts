import { emptyMoments, mergeMoments, totalMoments, type SecondMoments } from '../../profile/secondMoments.js';
import { slotCount, slotListsOf, slotOf, type SlotLists, type SlotScheme } from '../overTime/slots.js';

/** The moments of one bucket of time. */
export interface MomentBucket {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly moments: SecondMoments;
}

/** What a window is compared with: the reference's rows of the same hours, or all of them. */
export interface WindowMoments {
  readonly moments: SecondMoments;
  readonly basis: 'same_hours' | 'all';
}

export interface MomentReferenceOptions {
  /** Length of a bucket in milliseconds. */
  readonly bucket: number;
  readonly timeZone: string;
  /** Undefined where the reference has no times or is too short to tell hours apart. */
  readonly scheme: SlotScheme | undefined;
  /** By how much times have been moved forward, in milliseconds: slots are those of the time before. @default 0 */
  readonly shift?: number;
}

/**
 * The reference's moments as windows need them: a window shorter than a day is compared with the reference's rows of the same
 * hours, a longer one with all. Equal windows get one and the same object, so that what is made of it is made once.
 */
export class MomentReference {
  readonly whole: SecondMoments;
  readonly #slots: (SecondMoments | undefined)[] = [];
  readonly #slotsOf: SlotLists | undefined;
  readonly #merged = new Map<readonly number[], WindowMoments>();

  constructor(
    features: readonly string[],
    buckets: readonly MomentBucket[],
    readonly options: MomentReferenceOptions,
  ) {
    const { bucket, timeZone, scheme, shift = 0 } = options;
    this.whole = totalMoments(
      features,
      buckets.map(({ moments }) => moments),
    );
    this.#slotsOf = scheme && slotListsOf(bucket, timeZone, scheme);
    if (scheme === undefined) return;
    const members = Array.from({ length: slotCount(scheme) }, (): SecondMoments[] => []);
    for (const { start, moments } of buckets) members[slotOf(start - shift, timeZone, scheme)]?.push(moments);
    this.#slots = members.map((of) => (of.length === 0 ? undefined : totalMoments(features, of)));
  }

  /** @param from start of the window and `to` its end, milliseconds since the epoch */
  forWindow(from: number, to: number): WindowMoments {
    const { shift = 0 } = this.options;
    const slots = this.#slotsOf?.(from - shift, to - shift);
    if (slots === undefined) return { moments: this.whole, basis: 'all' };
    const known = this.#merged.get(slots);
    if (known !== undefined) return known;
    const parts = slots.flatMap((slot) => this.#slots[slot] ?? []);
    const moments = parts.reduce(mergeMoments, emptyMoments(this.whole.features));
    const merged: WindowMoments = { moments, basis: 'same_hours' };
    this.#merged.set(slots, merged);
    return merged;
  }
}
