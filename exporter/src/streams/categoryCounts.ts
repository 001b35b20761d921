import { sparseOf, type CellSums, type SparseProfile } from '../profile/sparseProfile.js';
import type { CategoricalCells } from '../sources/source.js';

const NONE = new Float64Array();

/** Counts the cells of one categorical feature by bucket. */
export class CategoryCounts {
  readonly #size: number;
  readonly #buckets = new Map<number, CellSums>();

  constructor({ categories }: CategoricalCells) {
    this.#size = categories.length + 2;
  }

  /** @param cells of each row, −1 where it is missing */
  add(buckets: Float64Array, cells: Int32Array): void {
    const unseen = this.#size - 1;
    for (let row = 0; row < buckets.length; row++) {
      const sums = this.#of(buckets[row] as number);
      const cell = cells[row] as number;
      sums.rows++;
      if (cell < 0) sums.missing++;
      else sums.counts[cell] = (sums.counts[cell] as number) + 1;
      if (cell === unseen) sums.unseen++;
    }
  }

  /** By the number of the bucket. */
  results(): [number, SparseProfile][] {
    return Array.from(this.#buckets, ([number, sums]) => [number, sparseOf(sums)]);
  }

  #of(bucket: number): CellSums {
    let sums = this.#buckets.get(bucket);
    if (sums === undefined) {
      const counts = new Float64Array(this.#size);
      const none = { rows: 0, missing: 0, infinite: 0, below: 0, above: 0, unseen: 0 };
      this.#buckets.set(bucket, (sums = { ...none, counts, sums: NONE, squares: NONE }));
    }
    return sums;
  }
}
