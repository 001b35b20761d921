import type { CellCounts, Feature, JointSums, NumericCells } from '../source.js';
import { cellIndex, standardise } from './cellIndex.js';

export interface NumericRequest {
  readonly feature: Feature;
  readonly cells: NumericCells;
}

/** Counters of one feature in one bucket and segment. */
interface Counter {
  missing: number;
  infinite: number;
  below: number;
  above: number;
  unseen: number;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly joint: MutableJoint[];
}

type MutableJoint = { -readonly [Key in keyof JointSums]: JointSums[Key] };

interface Group {
  readonly bucket: number;
  readonly segment: string;
  rows: number;
  readonly counters: Counter[];
}

/**
 * Counts columns of doubles as they stream by. A chunk holds, in this order: the bucket's number (NaN: in no
 * bucket), a code for each segment column, each joint column, each feature; NaN is missing.
 */
export class GroupedCounts {
  readonly #groups = new Map<string, Map<number, Group>>();
  /** Of all features. */
  readonly #cells: number;

  constructor(
    readonly features: readonly NumericRequest[],
    /** For each segment column, the name of each code. */
    readonly segments: readonly (readonly string[])[],
    readonly joint: readonly string[],
  ) {
    this.#cells = features.reduce((sum, { cells }) => sum + cells.edges.length + 1, 0);
  }

  add(columns: readonly Float64Array[], rows: number): void {
    const buckets = columns[0] as Float64Array;
    const jointColumns = columns.slice(
      1 + this.segments.length,
      1 + this.segments.length + this.joint.length,
    );
    const values = columns.slice(1 + this.segments.length + this.joint.length);
    for (let row = 0; row < rows; row++) {
      const bucket = buckets[row] as number;
      if (Number.isNaN(bucket)) continue;
      this.#addRow(this.#group('', bucket), values, jointColumns, row);
      for (let segment = 0; segment < this.segments.length; segment++) {
        const code = (columns[1 + segment] as Float64Array)[row] as number;
        const name = this.segments[segment]?.[code] ?? '';
        this.#addRow(this.#group(name, bucket), values, jointColumns, row);
      }
    }
  }

  results(bucketLength = 0): CellCounts[] {
    if (bucketLength === 0) this.#group('', 0);
    const groups = [...this.#groups.values()].flatMap((buckets) => [...buckets.values()]);
    return groups.flatMap(({ bucket, segment, rows, counters }) =>
      this.features.map(({ feature }, index) => {
        const { joint, ...counter } = counters[index] as Counter;
        return {
          feature: feature.name,
          bucketStart: bucket * bucketLength,
          segment,
          rows,
          ...counter,
          joint: Object.fromEntries(this.joint.map((name, column) => [name, joint[column] as JointSums])),
        };
      }),
    );
  }

  #group(segment: string, bucket: number): Group {
    let buckets = this.#groups.get(segment);
    if (buckets === undefined) this.#groups.set(segment, (buckets = new Map()));
    let group = buckets.get(bucket);
    if (group === undefined) {
      buckets.set(bucket, (group = { bucket, segment, rows: 0, counters: this.#counters() }));
    }
    return group;
  }

  /** All in one piece of memory: asking for each array by itself would take longer than counting. */
  #counters(): Counter[] {
    const arrays = 3 + 2 * this.joint.length;
    const memory = new Float64Array(arrays * this.#cells);
    let start = 0;
    return this.features.map(({ cells }) =>
      newCounter(this.joint.length, () => {
        const end = start + cells.edges.length + 1;
        const array = memory.subarray(start, end);
        start = end;
        return array;
      }),
    );
  }

  #addRow(group: Group, values: readonly Float64Array[], joint: readonly Float64Array[], row: number): void {
    group.rows++;
    for (let index = 0; index < values.length; index++) {
      const value = (values[index] as Float64Array)[row] as number;
      addValue(
        group.counters[index] as Counter,
        (this.features[index] as NumericRequest).cells,
        value,
        joint,
        row,
      );
    }
  }
}

function addValue(
  counter: Counter,
  cells: NumericCells,
  value: number,
  joint: readonly Float64Array[],
  row: number,
): void {
  if (Number.isNaN(value)) {
    counter.missing++;
    addJoint(counter, undefined, joint, row);
    return;
  }
  const cell = cellIndex(cells.edges, value);
  increase(counter.counts, cell, 1);
  if (Number.isFinite(value)) {
    const z = standardise(cells, value);
    increase(counter.sums, cell, z);
    increase(counter.squares, cell, z * z);
  } else {
    counter.infinite++;
  }
  if (value < cells.minimum) counter.below++;
  else if (value > cells.maximum) counter.above++;
  else if (cells.distinct !== undefined && cells.distinct[cellIndex(cells.distinct, value)] !== value) {
    counter.unseen++;
  }
  addJoint(counter, cell, joint, row);
}

/** @param cell undefined where the feature is missing */
function addJoint(
  counter: Counter,
  cell: number | undefined,
  joint: readonly Float64Array[],
  row: number,
): void {
  for (let column = 0; column < joint.length; column++) {
    const number = (joint[column] as Float64Array)[row] as number;
    if (Number.isNaN(number)) continue;
    const sum = counter.joint[column] as MutableJoint;
    if (cell === undefined) {
      sum.missingCount++;
      sum.missingSum += number;
    } else {
      increase(sum.counts, cell, 1);
      increase(sum.sums, cell, number);
    }
  }
}

function newCounter(joint: number, array: () => Float64Array): Counter {
  return {
    missing: 0,
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    counts: array(),
    sums: array(),
    squares: array(),
    joint: Array.from({ length: joint }, () => ({
      counts: array(),
      sums: array(),
      missingCount: 0,
      missingSum: 0,
    })),
  };
}

function increase(array: Float64Array, index: number, by: number): void {
  array[index] = (array[index] as number) + by;
}
