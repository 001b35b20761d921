/** When buckets close; milliseconds. */
export interface ClosingRules {
  readonly bucket: number;
  readonly lateness: number;
  /** Until when rows are no rows of the future, apart from clocks that go a little wrong. */
  readonly limit: () => Date;
}

/** Which buckets of a stream still take rows: by the time of the newest row, wherever it came to. Times in milliseconds. */
export class OpenBuckets {
  #from = -Infinity;
  /** Time of the newest row that came here. */
  #newest = -Infinity;
  #elsewhere = -Infinity;
  /** Requests whose rows were counted, and how many there were when others were last followed. */
  #counted = 0;
  #followed = -1;

  /** Buckets that start before this are closed. */
  get from(): number {
    return this.#from;
  }

  /** Time of the newest row that others surely have, for a writer that gets none; −∞ where it has gone by its own so far. */
  get elsewhere(): number {
    return this.#elsewhere;
  }

  /** Rows were counted, the newest of which came into being then. */
  counted(newest: number): void {
    this.#counted++;
    this.#newest = Math.max(this.#newest, newest);
  }

  /** Goes on with others where nothing was counted since the last call. */
  follow(elsewhere: number): void {
    if (this.#followed === this.#counted) this.#elsewhere = Math.max(this.#elsewhere, elsewhere);
    this.#followed = this.#counted;
  }

  /** Closes the buckets that end `lateness` before the newest row. @param atMost closes no more than those before it */
  close({ bucket, lateness, limit }: ClosingRules, atMost = Infinity): void {
    const newest = Math.min(Math.max(this.#newest, this.#elsewhere), limit().getTime());
    // without any row, what the store has closed
    const closing = Number.isFinite(newest) ? Math.floor((newest - lateness) / bucket) * bucket : atMost;
    if (closing < Infinity) this.#from = Math.max(this.#from, Math.min(closing, atMost));
  }
}
