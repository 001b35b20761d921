import type { Draws } from '../../../support/randomness.js';
import type { Column } from './column.js';
import type { DataSet } from './dataSets.js';

/** A part of the rows that is told apart by one column: its more frequent category, or what lies above its median. */
export interface Segment {
  readonly column: Column;
  readonly holds: (place: number) => boolean;
}

/** Beyond that share of the rows, a segment is hardly another set of rows. */
const LARGEST = 0.7;
const SMALLEST = 0.05;

export function segmentsOf({ columns, rows }: DataSet): Segment[] {
  return columns.flatMap((column): Segment[] => {
    const { values } = column;
    const median = column.kind === 'numeric' ? (column.sorted[column.sorted.length >> 1] ?? NaN) : 0;
    const holds =
      column.kind === 'numeric'
        ? (place: number) => (values[place] as number) > median
        : (place: number) => values[place] === 0;
    let size = 0;
    for (let place = 0; place < rows; place++) if (holds(place)) size++;
    return size > LARGEST * rows || size < SMALLEST * rows ? [] : [{ column, holds }];
  });
}

/** Two columns that go together. */
export type Pair = readonly [index: number, partner: number];

const WEAKEST = 0.3;
const MOST_PAIRS = 3;
const SAMPLE = 5_000;

/** The pairs of numeric columns whose ranks are most correlated. */
export function pairsOf({ columns }: DataSet): Pair[] {
  const found: { pair: Pair; strength: number }[] = [];
  const ranks = columns.map((column) =>
    column.kind === 'numeric' ? ranksOf(column.values.subarray(0, SAMPLE)) : undefined,
  );
  for (const [index, one] of ranks.entries()) {
    for (const [partner, other] of ranks.entries()) {
      if (partner <= index || one === undefined || other === undefined) continue;
      found.push({ pair: [index, partner], strength: Math.abs(correlation(one, other)) });
    }
  }
  return found
    .filter(({ strength }) => strength >= WEAKEST)
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MOST_PAIRS)
    .map(({ pair }) => pair);
}

/**
 * Turns the order of a column's values round among the first rows, a share of all: the largest goes where the smallest was. What
 * rose with another column now falls with it, and each column has the values that it had.
 */
export function turned(values: Float64Array, share: number): Float64Array {
  const after = values.slice();
  const order = Array.from({ length: Math.round(share * values.length) }, (_, row) => row)
    .filter((row) => !Number.isNaN(values[row]))
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  for (const [rank, row] of order.entries())
    after[row] = values[order[order.length - 1 - rank] as number] as number;
  return after;
}

/** Places of all rows, in an order that is drawn as far as it is asked for. */
export class Deck {
  readonly #places: Int32Array;
  #drawn = 0;

  constructor(
    rows: number,
    readonly draws: Draws,
  ) {
    this.#places = Int32Array.from({ length: rows }, (_, place) => place);
  }

  /** Goes back to where only so many rows have been drawn. */
  rewind(drawn: number): void {
    this.#drawn = drawn;
  }

  /** So many rows that were not drawn before, without replacement. */
  draw(count: number): Int32Array {
    const end = this.#drawn + count;
    if (end > this.#places.length) throw new RangeError(`there are no ${count} rows left`);
    for (; this.#drawn < end; this.#drawn++) {
      const place = this.#drawn + this.draws.below(this.#places.length - this.#drawn);
      const other = this.#places[place] as number;
      this.#places[place] = this.#places[this.#drawn] as number;
      this.#places[this.#drawn] = other;
    }
    return this.#places.slice(end - count, end);
  }

  /** Rows that were not drawn, of those that a test holds for; undefined where there are too few. */
  find(count: number, holds: (place: number) => boolean): Int32Array | undefined {
    const found = new Int32Array(count);
    let next = 0;
    for (let index = this.#drawn; index < this.#places.length && next < count; index++) {
      const other = index + this.draws.below(this.#places.length - index);
      const place = this.#places[other] as number;
      this.#places[other] = this.#places[index] as number;
      this.#places[index] = place;
      if (holds(place)) found[next++] = place;
    }
    return next < count ? undefined : found;
  }
}

function ranksOf(values: Float64Array): Float64Array {
  const order = Array.from(values.keys())
    .filter((row) => !Number.isNaN(values[row]))
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length).fill(NaN);
  for (const [rank, row] of order.entries()) ranks[row] = rank;
  return ranks;
}

/** Pearson's, over the rows that have both. */
function correlation(one: Float64Array, other: Float64Array): number {
  const both = Array.from(one.keys()).filter((row) => !Number.isNaN(one[row]) && !Number.isNaN(other[row]));
  const mean = (values: Float64Array): number =>
    both.reduce((sum, row) => sum + (values[row] as number), 0) / both.length;
  const [m, k] = [mean(one), mean(other)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const row of both) {
    const [x, y] = [(one[row] as number) - m, (other[row] as number) - k];
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
