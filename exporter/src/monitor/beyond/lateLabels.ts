import type { Profile } from '../../profile/profile.js';
import { sameLabels } from './countLabels.js';
import { labelReach } from './labelReach.js';

/** Milliseconds since the epoch, [from, to): whole buckets. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Which closed buckets hold other labels than were counted. What is here is found anew after a restart. */
export class LateLabels {
  #looks = 0;
  /** Where buckets had been closed to, and the clock stood, at the last look. */
  #closedUntil = -Infinity;
  #at = -Infinity;
  /** Starts of buckets that are to be counted again. */
  readonly #changed = new Set<number>();

  constructor(
    readonly bucket: number,
    readonly delay: number,
  ) {}

  /** What to look at now: once for each bucket that closes, and once in a bucket's time where none does. */
  due(countedFrom: number, closedUntil: number, now: number): Stretch | undefined {
    if (closedUntil === this.#closedUntil && now - this.#at < this.bucket) return undefined;
    const reach = labelReach(this.#looks, this.bucket, this.delay);
    const oldest = Math.floor((closedUntil - reach) / this.bucket) * this.bucket;
    const from = Math.max(countedFrom, oldest);
    this.#looks++;
    this.#closedUntil = closedUntil;
    this.#at = now;
    return from < closedUntil ? { from, to: closedUntil } : undefined;
  }

  /** Takes in what the store holds of the buckets of a look, and what the source says now. */
  compare(
    { from, to }: Stretch,
    stored: ReadonlyMap<number, Profile>,
    counted: ReadonlyMap<number, Profile>,
  ): void {
    for (let start = from; start < to; start += this.bucket) {
      if (sameLabels(stored.get(start), counted.get(start))) this.#changed.delete(start);
      else this.#changed.add(start);
    }
  }

  /** What to count again next: the newest, and what lies before it, so many buckets at most. */
  next(most: number): Stretch | undefined {
    if (this.#changed.size === 0) return undefined;
    const last = Math.max(...this.#changed);
    const first = last - (most - 1) * this.bucket;
    const within = [...this.#changed].filter((start) => start >= first);
    return { from: Math.min(...within), to: last + this.bucket };
  }

  /** Those of a stretch were counted again. */
  done({ from, to }: Stretch): void {
    for (const start of this.#changed) if (start >= from && start < to) this.#changed.delete(start);
  }
}
