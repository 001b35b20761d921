import { CellAccumulator } from './cellAccumulator.js';
import { segmentNames } from './segments.js';
import type { CategoricalCells, CellCounts, CountRequest, NumericCells } from './source.js';

/**
 * Adds up the rows of an SQL engine's answer: the number of the bucket where any were asked for, the code of each segment, the
 * cell, how many rows, Σ and Σ² of their distances, then how many rows have each joint column and its sum.
 */
export class GroupedAnswer {
  readonly #accumulator: CellAccumulator;
  readonly #segments: readonly string[][];

  constructor(
    readonly request: CountRequest,
    feature: string,
    cells: NumericCells | CategoricalCells,
    place: CellAccumulator['place'],
    /** Sums of joint columns come divided by this. */
    readonly jointUnit: number,
  ) {
    const { bucket = 0, segments = [], joint = [] } = request;
    const names = joint.map(({ name }) => name);
    this.#accumulator = new CellAccumulator(feature, cells, names, bucket, place);
    this.#segments = segments.map(segmentNames);
  }

  add(row: readonly unknown[]): void {
    const { bucket, joint = [] } = this.request;
    let next = 0;
    const number = bucket === undefined ? 0 : Number(row[next++]);
    const segments = this.#segments.map((of) => of[Number(row[next++])] ?? '');
    const cell = row[next++];
    const [rows = 0, sum = 0, square = 0, ...sums] = row.slice(next).map(Number);
    this.#accumulator.add({
      bucket: number,
      segments,
      ...(cell === null ? {} : { cell: Number(cell) }),
      rows,
      sum,
      square,
      joint: joint.map((_, index) => ({
        count: sums[2 * index] ?? 0,
        sum: (sums[2 * index + 1] ?? 0) * this.jointUnit,
      })),
    });
  }

  results(): CellCounts[] {
    return this.#accumulator.results();
  }
}
