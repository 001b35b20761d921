import { bucketSums, widthOf } from './bucketSums.js';
import { groupCounts } from './cellGroups.js';
import { expectationOf, type Expectation, type GroupedRows } from './expectation.js';
import { STEPS } from './scales.js';
import type { SequenceBaseline } from './sequenceBaseline.js';
import { inputNames, LARGEST, sequenceInputs, signedInputs } from './sequenceInputs.js';
import { SlidingSums } from './slidingSums.js';

/** Rows of one side of a bucket in the PSI cells, and those without a value. */
export interface CellRows {
  readonly cells: ArrayLike<number>;
  readonly missing: number;
}

/**
 * The last buckets of a feature as the network sees them: advanced once a closed bucket. What it holds follows from the last
 * 192 buckets alone, so that pushing these again after a restart gives the same.
 */
export class FeatureSequence {
  readonly #groups: number;
  readonly #sliding: SlidingSums;
  readonly #sums: Float64Array;
  readonly #steps: Float32Array[] = [];
  /** Windows of the same hours are compared with the same object. */
  readonly #expectations = new WeakMap<CellRows, Expectation>();

  constructor(readonly baseline: SequenceBaseline) {
    this.#groups = Math.max(...baseline.groups) + 1;
    this.#sliding = new SlidingSums(widthOf(this.#groups));
    this.#sums = new Float64Array(widthOf(this.#groups));
  }

  /**
   * @param reference rows of the reference in the same hours, or all of them
   * @param current the bucket's
   */
  push(reference: CellRows, current: CellRows): void {
    this.#sliding.push(bucketSums(this.#expectation(reference), this.#grouped(current), this.#sums));
    const recycled = this.#steps.length >= STEPS ? this.#steps.shift() : undefined;
    this.#steps.push(sequenceInputs(this.#sliding.sums, this.baseline, recycled));
  }

  /** Whether enough buckets have been pushed for the network to say something. */
  get isReady(): boolean {
    return this.#steps.length === STEPS;
  }

  /** The largest deviation of the last bucket, as the network sees it. */
  get largest(): number {
    return this.#steps.at(-1)?.[LARGEST] ?? 0;
  }

  /** Steps × inputs, row-major; signs turned so that the largest deviation of the last bucket is upwards. */
  sequence(into: Float32Array = new Float32Array(STEPS * inputNames.length)): Float32Array {
    for (const [step, inputs] of this.#steps.entries()) into.set(inputs, step * inputNames.length);
    const last = this.#steps.at(-1) ?? new Float32Array(inputNames.length);
    for (const inputs of signedInputs) {
      const largest = inputs.reduce((most, input) => {
        const value = last[input] as number;
        return Math.abs(value) > Math.abs(most) ? value : most;
      }, 0);
      if (largest >= 0) continue;
      for (let at = 0; at < into.length; at += inputNames.length) {
        for (const input of inputs) into[at + input] = -(into[at + input] as number);
      }
    }
    return into;
  }

  #expectation(reference: CellRows): Expectation {
    let known = this.#expectations.get(reference);
    if (known === undefined) {
      known = expectationOf(this.#grouped(reference), this.baseline.isOrdered);
      this.#expectations.set(reference, known);
    }
    return known;
  }

  #grouped({ cells, missing }: CellRows): GroupedRows {
    return { counts: groupCounts(cells, this.baseline.groups, this.#groups), missing };
  }
}
