import type { CategoricalCells } from '../sources/source.js';
import { emptyJoints, partOf, type StreamPart, type StreamSums } from './streamPart.js';

const NONE = new Float64Array();

/** Counts the cells of one categorical feature by bucket. */
export class CategoryCounts {
  readonly #size: number;
  readonly #buckets = new Map<number, StreamSums>();

  constructor(
    { categories }: CategoricalCells,
    readonly joint: readonly string[] = [],
  ) {
    this.#size = categories.length + 2;
  }

  /**
   * @param cells of each row, −1 where it is missing
   * @param columns of the sums' numbers, NaN where there is none
   */
  add(buckets: Float64Array, cells: Int32Array, columns: readonly Float64Array[] = []): void {
    const unseen = this.#size - 1;
    for (let row = 0; row < buckets.length; row++) {
      const all = this.#of(buckets[row] as number);
      const sums = all.cells;
      const cell = cells[row] as number;
      sums.rows++;
      if (cell < 0) sums.missing++;
      else sums.counts[cell] = (sums.counts[cell] as number) + 1;
      if (cell === unseen) sums.unseen++;
      for (let column = 0; column < this.joint.length; column++) {
        const number = (columns[column] as Float64Array)[row] as number;
        if (Number.isNaN(number)) continue;
        const sum = all.joint[column] as StreamSums['joint'][number];
        if (cell < 0) {
          sum.missingCount++;
          sum.missingSum += number;
        } else {
          sum.counts[cell] = (sum.counts[cell] as number) + 1;
          sum.sums[cell] = (sum.sums[cell] as number) + number;
        }
      }
    }
  }

  /** By the number of the bucket. */
  results(): [number, StreamPart][] {
    return Array.from(this.#buckets, ([number, { cells, joint }]) => [number, partOf(cells, joint)]);
  }

  #of(bucket: number): StreamSums {
    let sums = this.#buckets.get(bucket);
    if (sums === undefined) {
      const counts = new Float64Array(this.#size);
      const none = { rows: 0, missing: 0, infinite: 0, below: 0, above: 0, unseen: 0 };
      const cells = { ...none, counts, sums: NONE, squares: NONE };
      this.#buckets.set(bucket, (sums = { cells, joint: emptyJoints(this.#size, this.joint) }));
    }
    return sums;
  }
}
