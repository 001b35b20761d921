import { sparseOf, type CellSums, type SparseProfile } from '../profile/sparseProfile.js';
import { emptyJoint, type CellCounts } from '../sources/source.js';
import type { Layout, LayoutFeature } from './layout.js';
import { HeldErrors, type RowErrors } from './rowErrors.js';
import { addPart, emptyJoints, partOf, type StreamPart, type StreamSums } from './streamPart.js';

/** What some rows add to the counts of a stream. */
export interface Delta {
  readonly layout: Layout;
  /** Time of the newest row, milliseconds since the epoch. */
  readonly newest: number;
  /** By start of the bucket; each holds the layout's features in their order. */
  readonly buckets: ReadonlyMap<number, readonly StreamPart[]>;
  /** Of single rows, by start of the bucket; absent where none are known, as in what was kept before there were any. */
  readonly errors?: ReadonlyMap<number, RowErrors>;
}

/** Doubles that each cell takes: count, Σz, Σz². */
const NUMBERS_A_CELL = 3;
/** Doubles that each name of a sum takes besides: count and sum. */
const NUMBERS_A_SUM = 2;

/** The counts of a stream's rows in buckets that the store does not have for good yet, under one version of the reference. */
export class HeldCounts {
  readonly #buckets = new Map<number, StreamSums[]>();
  /** They may stay longer than the counts of their bucket. */
  readonly #errors = new Map<number, HeldErrors>();
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
    return this.layout.features.reduce(
      (sum, { cells, joint = [] }) => sum + 8 * (NUMBERS_A_CELL + NUMBERS_A_SUM * joint.length) * cells,
      0,
    );
  }

  get bytes(): number {
    const ofErrors = [...this.#errors.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    return this.#buckets.size * this.bytesABucket + ofErrors;
  }

  /** Sums that have no name in this layout are left out, and those that the delta has none of stay as they are. */
  add({ layout, newest, buckets, errors = new Map<number, never>() }: Delta): void {
    const places = this.layout.features.map(({ joint = [] }, index) =>
      (layout.features[index]?.joint ?? []).map((name) => joint.indexOf(name)),
    );
    for (const [start, parts] of buckets) {
      let sums = this.#buckets.get(start);
      if (sums === undefined) this.#buckets.set(start, (sums = this.layout.features.map(emptySums)));
      for (const [index, sum] of sums.entries()) {
        const part = parts[index];
        if (part !== undefined) addPart(sum, part, places[index] ?? []);
      }
    }
    for (const [start, own] of errors) {
      let held = this.#errors.get(start);
      if (held === undefined) this.#errors.set(start, (held = new HeldErrors(own.task)));
      held.add(own);
    }
    this.#newest = Math.max(this.#newest, newest);
  }

  /**
   * The same counts, with sums of the names of another layout besides: a former exporter kept none, and a configuration may
   * name others than before.
   */
  withRoomFor({ features }: Layout): HeldCounts {
    const missing = this.layout.features.map(({ joint = [] }, index) =>
      (features[index]?.joint ?? []).filter((name) => !joint.includes(name)),
    );
    if (missing.every((names) => names.length === 0)) return this;
    const roomy = new HeldCounts({
      ...this.layout,
      features: this.layout.features.map((feature, index) => ({
        ...feature,
        joint: [...(feature.joint ?? []), ...(missing[index] ?? [])],
      })),
    });
    roomy.add(this.whole());
    return roomy;
  }

  /**
   * Lets go of the buckets that start before a time: the store has them.
   * @param fed errors of buckets that start before this were fed to change detectors
   */
  drop(before: number, fed = before): void {
    for (const start of this.#buckets.keys()) if (start < before) this.#buckets.delete(start);
    for (const start of this.#errors.keys()) if (start < Math.min(before, fed)) this.#errors.delete(start);
  }

  get isEmpty(): boolean {
    return this.#buckets.size === 0 && this.#errors.size === 0;
  }

  /** Of the rows in the buckets that start in [from, to), by start, ascending. Good until rows are added. */
  errors(from: number, to: number): [number, RowErrors][] {
    const starts = [...this.#errors.keys()].filter((start) => start >= from && start < to);
    return starts
      .sort((a, b) => a - b)
      .flatMap((start) => {
        const held = this.#errors.get(start);
        return held === undefined ? [] : [[start, held.errors] as [number, RowErrors]];
      });
  }

  /** All of it, as one delta. */
  whole(): Delta {
    const buckets = Array.from(
      this.#buckets,
      ([start, sums]) => [start, sums.map(({ cells, joint }) => partOf(cells, joint))] as const,
    );
    const errors = new Map(this.errors(-Infinity, Infinity));
    const told = errors.size === 0 ? {} : { errors };
    return { layout: this.layout, newest: this.#newest, buckets: new Map(buckets), ...told };
  }

  /** A bucket's counts, by feature. */
  bucket(start: number): ReadonlyMap<string, SparseProfile> {
    const sums = this.#buckets.get(start) ?? [];
    return new Map(
      sums.flatMap((sum, index) => {
        const feature = this.layout.features[index];
        return feature === undefined ? [] : [[feature.name, sparseOf(sum.cells)] as const];
      }),
    );
  }

  /** Copies of the counts of some features, with sums of these names, in the buckets that start in [from, to). */
  counts(
    features: ReadonlySet<string>,
    from: number,
    to: number,
    names: readonly string[] = [],
  ): CellCounts[] {
    const starts = this.starts.filter((start) => start >= from && start < to);
    return this.layout.features.flatMap((feature, index) =>
      features.has(feature.name)
        ? starts.flatMap((start) => {
            const sum = this.#buckets.get(start)?.[index];
            return sum === undefined ? [] : [countsOf(feature, start, sum, names)];
          })
        : [],
    );
  }
}

function emptySums({ kind, cells, joint }: LayoutFeature): StreamSums {
  const moments = kind === 'numeric' ? cells : 0;
  const none: CellSums = {
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
  return { cells: none, joint: emptyJoints(cells, joint) };
}

function countsOf(
  { name, cells, joint = [] }: LayoutFeature,
  bucketStart: number,
  { cells: sum, joint: held }: StreamSums,
  names: readonly string[],
): CellCounts {
  const { counts, sums, squares } = sum;
  const copies = names.map((wanted) => {
    const own = held[joint.indexOf(wanted)] ?? emptyJoint(cells);
    return [wanted, { ...own, counts: own.counts.slice(), sums: own.sums.slice() }] as const;
  });
  return {
    ...sum,
    feature: name,
    bucketStart,
    segment: '',
    counts: counts.slice(),
    sums: sums.slice(),
    squares: squares.slice(),
    joint: Object.fromEntries(copies),
  };
}
