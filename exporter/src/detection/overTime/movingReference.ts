import type { Grid } from '../../profile/grid.js';
import { emptyProfile, type Profile } from '../../profile/profile.js';
import {
  addProfile,
  addSparse,
  type MutableProfile,
  type SparseProfile,
} from '../../profile/sparseProfile.js';
import type { WindowReference } from './seasonalReference.js';
import { slotListsOf, slotOf, type SlotLists, type SlotScheme } from './slots.js';

/** What is added to or taken away from a reference that moves on. */
interface MovingBucket {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly profile: SparseProfile;
}

/**
 * The reference of one feature whose counts are those of a stretch that moves on: a bucket that enters is added, one that
 * leaves is taken away, as a whole and in its slot. The grid stays.
 */
export class MovingReference {
  readonly #whole: MutableProfile;
  readonly #slots: (MutableProfile | undefined)[] = [];
  readonly #slotsOf: SlotLists | undefined;
  /** What windows were given since the counts last changed: whoever keeps it sees it unchanged. */
  readonly #given = new Map<readonly number[] | undefined, WindowReference>();

  /** @param shift by how much times have been moved forward, in milliseconds: slots are those of the time before */
  constructor(
    readonly grid: Grid,
    readonly scheme: SlotScheme | undefined,
    readonly timeZone: string,
    bucket: number,
    readonly shift = 0,
  ) {
    this.#whole = emptyProfile(grid);
    this.#slotsOf = scheme && slotListsOf(bucket, timeZone, scheme);
  }

  enter(bucket: MovingBucket): void {
    this.#change(bucket, 1);
  }

  leave(bucket: MovingBucket): void {
    this.#change(bucket, -1);
  }

  /** @param from start of the window and `to` its end, milliseconds since the epoch */
  forWindow(from: number, to: number): WindowReference {
    return this.#of(this.#slotsOf?.(from - this.shift, to - this.shift));
  }

  /** All rows of the stretch. */
  whole(): Profile {
    return this.#of(undefined).profile;
  }

  #of(slots: readonly number[] | undefined): WindowReference {
    const known = this.#given.get(slots);
    if (known !== undefined) return known;
    const profile: MutableProfile = emptyProfile(this.grid);
    const parts = slots === undefined ? [this.#whole] : slots.map((slot) => this.#slots[slot]);
    for (const part of parts) if (part !== undefined) addProfile(profile, part);
    const given: WindowReference = { profile, basis: slots === undefined ? 'all' : 'same_hours' };
    this.#given.set(slots, given);
    return given;
  }

  #change({ start, profile }: MovingBucket, times: 1 | -1): void {
    this.#given.clear();
    addSparse(this.#whole, profile, times);
    if (this.scheme === undefined) return;
    const slot = slotOf(start - this.shift, this.timeZone, this.scheme);
    addSparse((this.#slots[slot] ??= emptyProfile(this.grid)), profile, times);
  }
}
