import type { FineCells } from './fineCells.js';
import {
  emptyJoint,
  type CategoricalCells,
  type CellCounts,
  type JointSums,
  type NumericCells,
} from './source.js';

/** One line of an engine's answer: rows that share bucket, segments and cell. */
export interface GroupedRow {
  /** Counted from the epoch. */
  readonly bucket: number;
  /** In which they are counted besides among all rows. */
  readonly segments: readonly string[];
  /** Undefined for NULL. */
  readonly cell?: number;
  readonly rows: number;
  /** Σ and Σ² of each value's distance from the center, in the unit that `numericPlace` is told; 0 for categories. */
  readonly sum: number;
  readonly square: number;
  /** For each joint column, how many rows have it, and its sum. */
  readonly joint: readonly { readonly count: number; readonly sum: number }[];
}

type Counter = { -readonly [Key in keyof CellCounts]: CellCounts[Key] };
type MutableJoint = { -readonly [Key in keyof JointSums]: JointSums[Key] };
type Place = (counter: Counter, row: GroupedRow) => number | undefined;

/** Adds up an engine's grouped rows of one feature to the counts of its cells. */
export class CellAccumulator {
  readonly #counters = new Map<string, Counter>();

  constructor(
    readonly feature: string,
    readonly cells: NumericCells | CategoricalCells,
    readonly joint: readonly string[],
    /** Length of a bucket in milliseconds; 0 where none were asked for. */
    readonly bucket: number,
    /** Where a row goes, and what is counted of it beside its cell. */
    readonly place: Place,
  ) {}

  add(row: GroupedRow): void {
    for (const segment of ['', ...row.segments]) this.#add(this.#counter(row.bucket, segment), row);
  }

  #add(counter: Counter, row: GroupedRow): void {
    counter.rows += row.rows;
    const cell = this.place(counter, row);
    if (cell === undefined) counter.missing += row.rows;
    else increase(counter.counts, cell, row.rows);
    row.joint.forEach(({ count, sum }, index) => {
      const joint = counter.joint[this.joint[index] as string] as MutableJoint;
      if (cell === undefined) {
        joint.missingCount += count;
        joint.missingSum += sum;
      } else {
        increase(joint.counts, cell, count);
        increase(joint.sums, cell, sum);
      }
    });
  }

  /** By bucket, then by segment; without buckets there is always one over all rows. */
  results(): CellCounts[] {
    if (this.bucket === 0) this.#counter(0, '');
    return [...this.#counters.values()].sort(
      (a, b) => a.bucketStart - b.bucketStart || (a.segment < b.segment ? -1 : a.segment > b.segment ? 1 : 0),
    );
  }

  #counter(bucket: number, segment: string): Counter {
    const key = `${bucket} ${segment}`;
    let counter = this.#counters.get(key);
    if (counter === undefined) {
      this.#counters.set(key, (counter = this.#empty(bucket * this.bucket, segment)));
    }
    return counter;
  }

  #empty(bucketStart: number, segment: string): Counter {
    const { cells, joint, feature } = this;
    const size = cells.kind === 'numeric' ? cells.edges.length + 1 : cells.categories.length + 2;
    const moments = cells.kind === 'numeric' ? size : 0;
    return {
      feature,
      // a product of zero and a negative number is −0
      bucketStart: bucketStart + 0,
      segment,
      rows: 0,
      missing: 0,
      counts: new Float64Array(size),
      sums: new Float64Array(moments),
      squares: new Float64Array(moments),
      infinite: 0,
      below: 0,
      above: 0,
      unseen: 0,
      joint: Object.fromEntries(joint.map((name) => [name, emptyJoint(size)])),
    };
  }
}

/** Rows by the number of their fine cell; sums are of (x − center) / unit. */
export function numericPlace(cells: NumericCells, fine: FineCells, unit: number): Place {
  const factor = unit / cells.scale;
  return (counter, { cell: index, rows, sum, square }) => {
    const found = index === undefined ? undefined : fine.cells[index];
    if (found?.cell === undefined) return undefined;
    const { cell, clipped } = found;
    if (found.infinite) counter.infinite += rows;
    else {
      increase(counter.sums, cell, clipped === undefined ? sum * factor : clipped * rows);
      increase(
        counter.squares,
        cell,
        clipped === undefined ? square * factor * factor : clipped * clipped * rows,
      );
    }
    if (found.below) counter.below += rows;
    if (found.above) counter.above += rows;
    if (found.unseen) counter.unseen += rows;
    return cell;
  };
}

/** Rows by the index of their cell. */
export function categoricalPlace({ categories }: CategoricalCells): Place {
  return (counter, { cell, rows }) => {
    if (cell === categories.length + 1) counter.unseen += rows;
    return cell;
  };
}

function increase(array: Float64Array, index: number, by: number): void {
  array[index] = (array[index] as number) + by;
}
