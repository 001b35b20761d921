import { cellScore, missingScore, type CellScore } from './cellScore.js';
import type { ReferenceBuckets } from './referenceBuckets.js';
import { slotCount, slotListsOf, slotOf, type SlotLists, type SlotScheme } from './slots.js';

export interface OwnWindowsOptions {
  /** Length of a bucket in milliseconds. */
  readonly bucket: number;
  readonly timeZone: string;
  readonly scheme: SlotScheme | undefined;
  /** By how much times have been moved forward, in milliseconds. */
  readonly shift: number;
  readonly minRows: number;
  /** Buckets from one window's end to the next. */
  readonly stride: number;
}

/** Scores of a feature's own windows, one for each end; NaN where a window has no verdict. */
export interface WindowScores {
  /** PSI for each degree of freedom. */
  readonly score: Float64Array;
  /** What chance alone makes of it on average: 1/n + 1/m. */
  readonly chance: Float64Array;
  /** The most that any window has: cells that hold rows, less one. */
  degreesOfFreedom: number;
}

/**
 * The sliding windows of one feature's reference, each compared with the rest of the reference as a later window would
 * be with all of it: with the same hours if it is shorter than a day.
 */
export class OwnWindows {
  /** Sums of all buckets before an index: cells, then missing rows. */
  readonly #before: Float64Array;
  readonly #width: number;
  readonly #slots: Float64Array;
  readonly #slotsOf: SlotLists | undefined;
  readonly #merged = new Map<readonly number[], Float64Array>();
  readonly #reference: Float64Array;
  readonly #current: Float64Array;

  constructor(
    readonly feature: ReferenceBuckets,
    readonly options: OwnWindowsOptions,
  ) {
    const { starts, cells, counts, missing } = feature;
    const { bucket, scheme, timeZone, shift } = options;
    const width = cells + 1;
    this.#slotsOf = scheme && slotListsOf(bucket, timeZone, scheme);
    this.#width = width;
    this.#before = new Float64Array((starts.length + 1) * width);
    this.#slots = new Float64Array(scheme === undefined ? 0 : slotCount(scheme) * width);
    this.#reference = new Float64Array(width);
    this.#current = new Float64Array(width);
    for (let index = 0; index < starts.length; index++) {
      const slot =
        scheme === undefined ? 0 : slotOf((starts[index] as number) - shift, timeZone, scheme) * width;
      for (let cell = 0; cell < width; cell++) {
        const rows = cell < cells ? (counts[index * cells + cell] as number) : (missing[index] as number);
        const at = index * width + cell;
        this.#before[at + width] = (this.#before[at] as number) + rows;
        if (scheme !== undefined) this.#slots[slot + cell] = (this.#slots[slot + cell] as number) + rows;
      }
    }
  }

  /** Where windows end: indices into the buckets. */
  ends(): number[] {
    const { stride } = this.options;
    return Array.from(
      { length: Math.floor(this.feature.starts.length / stride) },
      (_, index) => (index + 1) * stride - 1,
    );
  }

  /** Scores of the windows of one length, of the values and of missing against present. */
  scores(length: number): { psi: WindowScores; missing_psi: WindowScores } {
    const ends = this.ends();
    const series = (): WindowScores => ({
      score: new Float64Array(ends.length).fill(NaN),
      chance: new Float64Array(ends.length).fill(NaN),
      degreesOfFreedom: 0,
    });
    const result = { psi: series(), missing_psi: series() };
    const { starts } = this.feature;
    const { bucket, minRows } = this.options;
    const first = starts[0] ?? 0;
    for (const [index, end] of ends.entries()) {
      const to = (starts[end] as number) + bucket;
      if (to - length < first) continue;
      this.#compare(to - length, to);
      const [reference, current] = [this.#reference, this.#current];
      const cells = this.#width - 1;
      const values = cellScore(reference.subarray(0, cells), current.subarray(0, cells));
      note(result.psi, index, values, minRows);
      const missing = missingScore(
        { missing: reference[cells] as number, present: values.referenceRows },
        { missing: current[cells] as number, present: values.currentRows },
      );
      note(result.missing_psi, index, missing, minRows);
    }
    return result;
  }

  /** Fills both sides for the window [from, to). */
  #compare(from: number, to: number): void {
    const { shift } = this.options;
    const slots = this.#slotsOf?.(from - shift, to - shift);
    this.#reference.set(slots === undefined ? this.#all() : this.#ofSlots(slots));
    this.#current.fill(0);
    addRange(this.#current, 1, this.#before, this.#width, this.#index(from), this.#index(to));
    // whole numbers, so that nothing is left of what is taken out
    addRange(this.#reference, -1, this.#before, this.#width, this.#index(from), this.#index(to));
  }

  #all(): Float64Array {
    return this.#before.subarray(this.feature.starts.length * this.#width);
  }

  #ofSlots(slots: readonly number[]): Float64Array {
    const known = this.#merged.get(slots);
    if (known !== undefined) return known;
    const sum = new Float64Array(this.#width);
    for (const slot of slots) {
      for (let cell = 0; cell < this.#width; cell++) {
        sum[cell] = (sum[cell] as number) + (this.#slots[slot * this.#width + cell] as number);
      }
    }
    this.#merged.set(slots, sum);
    return sum;
  }

  /** Index of the first bucket that starts at `time` or later. */
  #index(time: number): number {
    const { starts } = this.feature;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function note(scores: WindowScores, index: number, result: CellScore, minRows: number): void {
  const { score, chance } = scores;
  const { psi, degreesOfFreedom, referenceRows, currentRows } = result;
  if (Math.min(referenceRows, currentRows) < minRows) return;
  scores.degreesOfFreedom = Math.max(scores.degreesOfFreedom, degreesOfFreedom);
  score[index] = degreesOfFreedom === 0 ? 0 : psi / degreesOfFreedom;
  chance[index] = 1 / referenceRows + 1 / currentRows;
}

function addRange(
  sum: Float64Array,
  sign: 1 | -1,
  before: Float64Array,
  width: number,
  from: number,
  to: number,
): void {
  for (let cell = 0; cell < width; cell++) {
    const rows = (before[to * width + cell] as number) - (before[from * width + cell] as number);
    sum[cell] = (sum[cell] as number) + sign * rows;
  }
}
