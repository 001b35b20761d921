import { addSparse, sparseOf, type CellSums, type SparseProfile } from '../profile/sparseProfile.js';
import type { CellCounts } from '../sources/source.js';
import type { Layout, LayoutFeature } from './layout.js';

/** What some rows add to the counts of a stream. */
export interface Delta {
  readonly layout: Layout;
  /** Time of the newest row, milliseconds since the epoch. */
  readonly newest: number;
  /** By start of the bucket; each holds the layout's features in their order. */
  readonly buckets: ReadonlyMap<number, readonly SparseProfile[]>;
}

/** Doubles that each cell takes: count, Σz, Σz². */
const NUMBERS_A_CELL = 3;

/** The counts of a stream's rows in buckets that the store does not have for good yet, under one version of the reference. */
export class HeldCounts {
  readonly #buckets = new Map<number, CellSums[]>();
  #newest = -Infinity;

  constructor(readonly layout: Layout) {}

  /** Time of the newest row. */
  get newest(): number {
    return this.#newest;
  }

  /** Starts of the buckets, ascending. */
  get starts(): number[] {
    return [...this.#buckets.keys()].sort((a, b) => a - b);
  }

  /** Bytes that a bucket takes. */
  get bytesABucket(): number {
    return this.layout.features.reduce((sum, { cells }) => sum + 8 * NUMBERS_A_CELL * cells, 0);
  }

  get bytes(): number {
    return this.#buckets.size * this.bytesABucket;
  }

  add({ newest, buckets }: Delta): void {
    for (const [start, parts] of buckets) {
      let sums = this.#buckets.get(start);
      if (sums === undefined) this.#buckets.set(start, (sums = this.layout.features.map(emptySums)));
      for (const [index, sum] of sums.entries()) {
        const part = parts[index];
        if (part !== undefined) addSparse(sum, part);
      }
    }
    this.#newest = Math.max(this.#newest, newest);
  }

  /** Lets go of the buckets that start before a time: the store has them. */
  drop(before: number): void {
    for (const start of this.#buckets.keys()) if (start < before) this.#buckets.delete(start);
  }

  /** All of it, as one delta. */
  whole(): Delta {
    const buckets = Array.from(this.#buckets, ([start, sums]) => [start, sums.map(sparseOf)] as const);
    return { layout: this.layout, newest: this.#newest, buckets: new Map(buckets) };
  }

  /** A bucket's counts, by feature. */
  bucket(start: number): ReadonlyMap<string, SparseProfile> {
    const sums = this.#buckets.get(start) ?? [];
    return new Map(
      sums.flatMap((sum, index) => {
        const feature = this.layout.features[index];
        return feature === undefined ? [] : [[feature.name, sparseOf(sum)] as const];
      }),
    );
  }

  /** Copies of the counts of some features in the buckets that start in [from, to). */
  counts(features: ReadonlySet<string>, from: number, to: number): CellCounts[] {
    const starts = this.starts.filter((start) => start >= from && start < to);
    return this.layout.features.flatMap(({ name }, index) =>
      features.has(name)
        ? starts.flatMap((start) => {
            const sum = this.#buckets.get(start)?.[index];
            return sum === undefined ? [] : [countsOf(name, start, sum)];
          })
        : [],
    );
  }
}

function emptySums({ kind, cells }: LayoutFeature): CellSums {
  const moments = kind === 'numeric' ? cells : 0;
  return {
    rows: 0,
    missing: 0,
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    counts: new Float64Array(cells),
    sums: new Float64Array(moments),
    squares: new Float64Array(moments),
  };
}

function countsOf(feature: string, bucketStart: number, sum: CellSums): CellCounts {
  const { counts, sums, squares } = sum;
  return {
    ...sum,
    feature,
    bucketStart,
    segment: '',
    counts: counts.slice(),
    sums: sums.slice(),
    squares: squares.slice(),
    joint: {},
  };
}
