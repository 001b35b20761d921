import { emptyProfile, mergeProfiles, type Profile } from '../../profile/profile.js';
import { slotListsOf, type SlotLists, type SlotScheme } from './slots.js';

/** What a window is compared with: the reference's rows of the same hours, or all of them. */
export interface WindowReference {
  readonly profile: Profile;
  readonly basis: 'same_hours' | 'all';
}

/**
 * The reference of one feature as windows need it: a window shorter than a day is compared with the reference's rows of
 * the same hours, a longer one with all. Where the reference has no rows in these hours, the profile is empty and
 * the verdict inconclusive: other hours could not tell.
 */
export class SeasonalReference {
  readonly #merged = new Map<readonly number[], WindowReference>();
  readonly #all: WindowReference;
  readonly #slotsOf: SlotLists | undefined;

  /**
   * @param whole the reference's profile
   * @param slots the profile of each slot of the scheme; undefined where a slot has no rows
   * @param scheme undefined where the reference has no times or is too short to tell hours apart
   * @param bucket length in milliseconds
   * @param shift by how much times have been moved forward, in milliseconds: slots are those of the time before
   */
  constructor(
    whole: Profile,
    readonly slots: readonly (Profile | undefined)[],
    readonly scheme: SlotScheme | undefined,
    readonly timeZone: string,
    readonly bucket: number,
    readonly shift = 0,
  ) {
    this.#all = { profile: whole, basis: 'all' };
    this.#slotsOf = scheme && slotListsOf(bucket, timeZone, scheme);
  }

  /** @param from start of the window and `to` its end, milliseconds since the epoch */
  forWindow(from: number, to: number): WindowReference {
    const slots = this.#slotsOf?.(from - this.shift, to - this.shift);
    if (slots === undefined) return this.#all;
    const known = this.#merged.get(slots);
    if (known !== undefined) return known;
    const merged: WindowReference = { profile: this.#merge(slots), basis: 'same_hours' };
    this.#merged.set(slots, merged);
    return merged;
  }

  #merge(slots: readonly number[]): Profile {
    const { profile: whole } = this.#all;
    return slots
      .map((slot) => this.slots[slot])
      .filter((profile) => profile !== undefined)
      .reduce(mergeProfiles, emptyProfile(whole.grid));
  }
}
