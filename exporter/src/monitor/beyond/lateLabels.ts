import type { Profile } from '../../profile/profile.js';
import { sameLabels } from './countLabels.js';
import { labelReach } from './labelReach.js';

/** Milliseconds since the epoch, [from, to): whole buckets. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is looked at, and which look that is. */
export interface LabelLook extends Stretch {
  readonly looks: number;
  /** Of the clock. */
  readonly at: number;
}

/** Which closed buckets hold other labels than were counted. What is here is found anew after a restart. */
export class LateLabels {
  /** Counted in buckets, and one for each look at which none had closed. */
  #looks = 0;
  /** Where buckets had been closed to, and the clock stood, at the last look. */
  #closedUntil = -Infinity;
  #at = -Infinity;
  /** Starts of buckets that are to be counted again. */
  readonly #changed = new Set<number>();

  constructor(
    readonly bucket: number,
    /** How far back labels are looked for, in milliseconds. */
    readonly horizon: number,
    /** Where buckets had been closed to when it was last looked: labels that came since are found by the first look. */
    readonly since = Infinity,
  ) {}

  /** What to look at now: once for each bucket that closes, and once in a bucket's time where none does. */
  due(countedFrom: number, closedUntil: number, now: number): LabelLook | undefined {
    if (closedUntil === this.#closedUntil && now - this.#at < this.bucket) return undefined;
    const isFirst = this.#looks === 0;
    const closed = isFirst ? 1 : Math.max(1, (closedUntil - this.#closedUntil) / this.bucket);
    const looks = this.#looks + closed;
    const reach = isFirst ? this.horizon : labelReach(this.#looks, looks, this.bucket, this.horizon);
    // labels may have come at any time since the last look
    const newest = Math.min(closedUntil, isFirst ? this.since : this.#closedUntil);
    const from = Math.max(countedFrom, Math.floor((newest - reach) / this.bucket) * this.bucket);
    return from < closedUntil ? { from, to: closedUntil, looks, at: now } : undefined;
  }

  /** A look is through; one that failed is due again. */
  looked({ to, looks, at }: LabelLook): void {
    this.#looks = looks;
    this.#closedUntil = to;
    this.#at = at;
  }

  /** Where buckets had been closed to at the last look, −∞ before the first. */
  get lookedUntil(): number {
    return this.#closedUntil;
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

  /** Start of the oldest bucket that is to be counted again; undefined where there is none. */
  get oldest(): number | undefined {
    return this.#changed.size === 0 ? undefined : Math.min(...this.#changed);
  }

  /** Those of a stretch were counted again. */
  done({ from, to }: Stretch): void {
    for (const start of this.#changed) if (start >= from && start < to) this.#changed.delete(start);
  }
}
