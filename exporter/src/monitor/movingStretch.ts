import { formatDuration } from '../config/duration.js';
import { MovingReference } from '../detection/overTime/movingReference.js';
import type { SlotScheme } from '../detection/overTime/slots.js';
import type { Profile } from '../profile/profile.js';
import type { Reference } from '../profile/reference.js';
import type { SparseProfile } from '../profile/sparseProfile.js';
import { bucketsAtOnce } from './countBuckets.js';
import type { BucketMap } from './bucketMap.js';

/** How a reference moves on; in milliseconds. */
export interface MovingWishes {
  /** How long the stretch is. */
  readonly length: number;
  /** How far before the end of all windows it ends: no window is longer. A multiple of the bucket. */
  readonly gap: number;
  readonly bucket: number;
  readonly timeZone: string;
  readonly shift: number;
  readonly scheme: SlotScheme | undefined;
  /** Start of the oldest bucket that was counted: windows do not reach back before it. */
  readonly countedFrom: number;
  /** From when on counts are known, those that the reference was built from included. */
  readonly knownFrom: number;
  /** How much of it must be known for a verdict: as much as the limits were found from. */
  readonly needed: number;
}

/** What has been counted and is not written yet. */
export interface Unwritten {
  readonly buckets: BucketMap;
  /** Start of the first of them. */
  readonly from: number;
}

/** What was read for the steps from `from` to `to`, while nothing from `writtenTo` on was written. */
interface Loaded {
  readonly from: number;
  readonly to: number;
  readonly writtenTo: number | undefined;
  readonly buckets: BucketMap;
}

type Bucket = ReadonlyMap<string, SparseProfile> | undefined;

/** More buckets than this are not read at once, however few features there are. */
const MOST_AT_ONCE = 168;

/**
 * The stretch of the past that is a model's reference by now. It ends where the longest window begins, so that no window is
 * part of its own reference, and not before the first bucket that was counted: until as much has been counted as
 * windows look back, it is the stretch from which the reference was built.
 */
export class MovingStretch {
  #references: ReadonlyMap<string, MovingReference> = new Map();
  /** What the buckets held as they entered, by start: those that leave must still hold the same. */
  readonly #marks = new Map<number, number>();
  #end: number | undefined;
  #loaded: Loaded | undefined;
  readonly #atOnce: number;

  constructor(
    readonly reference: Reference,
    readonly wishes: MovingWishes,
    /** Reads what the store has of [from, to). */
    readonly read: (from: number, to: number) => Promise<BucketMap>,
  ) {
    this.#atOnce = Math.min(MOST_AT_ONCE, bucketsAtOnce(reference.features)) * wishes.bucket;
  }

  /** Why nothing can be told yet; undefined where something can. */
  get inconclusive(): string | undefined {
    const { knownFrom, needed } = this.wishes;
    const known = Math.max(0, (this.#end ?? knownFrom) - knownFrom);
    return known >= needed
      ? undefined
      : `only ${formatDuration(known)} before this window have been counted, and its limits hold for a reference of ${formatDuration(needed)}`;
  }

  /** What a feature's window [from, to) is compared with; undefined for a feature that the reference does not have. */
  forWindow(feature: string, from: number, to: number): Profile | undefined {
    return this.#references.get(feature)?.forWindow(from, to).profile;
  }

  /** The reference with the counts of the stretch as it is now. */
  current(): Reference {
    const { version, features } = this.reference;
    const now = features.map(({ feature, profile }) => ({
      feature,
      profile: this.#references.get(feature.name)?.whole() ?? profile,
    }));
    return { version, rows: now[0]?.profile.rows ?? 0, features: now };
  }

  /**
   * Moves on to where it belongs once windows end at `end`. A step of one bucket costs the same however long the stretch is.
   * @param until where windows will end soon: what is needed until then is read at once
   */
  async moveTo(end: number, until = end, unwritten?: Unwritten): Promise<void> {
    const [to, soon] = [this.#endFor(end), this.#endFor(until)];
    const isFar = this.#end === undefined || to < this.#end || to - this.#end >= this.wishes.length;
    if (isFar) await this.#fill(to, unwritten);
    while ((this.#end ?? to) < to) {
      // late rows were counted meanwhile
      if (!(await this.#step(soon, unwritten))) await this.#fill(to, unwritten);
    }
  }

  #endFor(windowsEnd: number): number {
    return Math.max(this.wishes.countedFrom, windowsEnd - this.wishes.gap);
  }

  /** @returns false, and does nothing, where what leaves is not what has entered */
  async #step(until: number, unwritten: Unwritten | undefined): Promise<boolean> {
    const start = this.#end ?? 0;
    const oldest = start - this.wishes.length;
    const read = await this.#readFor(start, until, unwritten?.from);
    const bucketAt = (time: number): Bucket => (isIn(unwritten, time) ? unwritten.buckets : read).get(time);
    const leaving = bucketAt(oldest);
    if (this.#markOf(leaving) !== this.#marks.get(oldest)) return false;
    this.#change(oldest, leaving, 'leave');
    this.#marks.delete(oldest);
    this.#enter(start, bucketAt(start));
    this.#end = start + this.wishes.bucket;
    return true;
  }

  /** What enters and leaves with the bucket that starts then, read with what follows until `until`. */
  async #readFor(start: number, until: number, writtenTo: number | undefined): Promise<BucketMap> {
    const known = this.#loaded;
    if (known?.writtenTo === writtenTo && known !== undefined && start >= known.from && start < known.to) {
      return known.buckets;
    }
    const { length, bucket } = this.wishes;
    const to = Math.max(start + bucket, Math.min(until, start + this.#atOnce));
    const entering = await this.read(start, to);
    const leaving = await this.read(start - length, to - length);
    const buckets = new Map([...leaving, ...entering]);
    this.#loaded = { from: start, to, writtenTo, buckets };
    return buckets;
  }

  /** Sums the stretch that ends at `to` anew. */
  async #fill(to: number, unwritten: Unwritten | undefined): Promise<void> {
    const { length, bucket, scheme, timeZone, shift } = this.wishes;
    this.#references = new Map(
      this.reference.features.map(({ feature, profile }) => [
        feature.name,
        new MovingReference(profile.grid, scheme, timeZone, bucket, shift),
      ]),
    );
    this.#marks.clear();
    this.#loaded = undefined;
    for (let from = to - length; from < to; from += this.#atOnce) {
      const read = await this.read(from, Math.min(from + this.#atOnce, to));
      for (const [start, features] of read) if (!isIn(unwritten, start)) this.#enter(start, features);
    }
    const fresh = [...(unwritten?.buckets ?? [])].sort(([a], [b]) => a - b);
    for (const [start, features] of fresh) {
      if (isIn(unwritten, start) && start >= to - length && start < to) this.#enter(start, features);
    }
    this.#end = to;
  }

  #enter(start: number, features: Bucket): void {
    const mark = this.#markOf(features);
    if (mark === undefined) return;
    this.#change(start, features, 'enter');
    this.#marks.set(start, mark);
  }

  #change(start: number, features: Bucket, how: 'enter' | 'leave'): void {
    for (const [feature, profile] of features ?? []) {
      this.#references.get(feature)?.[how]({ start, profile });
    }
  }

  /** A number that tells counts apart, whatever the order of features (FNV-1a of each); undefined for none. */
  #markOf(features: Bucket): number | undefined {
    if (features === undefined) return undefined;
    let mark = 0;
    for (const [index, { feature }] of this.reference.features.entries()) {
      const profile = features.get(feature.name);
      if (profile === undefined) continue;
      let hash = 2_166_136_261 ^ index;
      const take = (value: number): void => void (hash = Math.imul(hash ^ value, 16_777_619));
      take(profile.rows);
      take(profile.missing);
      for (const cell of profile.cells) take(cell);
      for (const count of profile.counts) take(count);
      mark = (mark + hash) | 0;
    }
    return mark;
  }
}

function isIn(unwritten: Unwritten | undefined, time: number): unwritten is Unwritten {
  return unwritten !== undefined && time >= unwritten.from;
}
