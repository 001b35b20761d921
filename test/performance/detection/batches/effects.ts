import { cellScore } from '../../../../exporter/src/detection/overTime/cellScore.js';
import { presentRows, psiCounts, referencePsiCounts } from '../../../../exporter/src/profile/profile.js';
import type { Comparison } from '../../../../exporter/src/statistics/statistic.js';
import { Draws } from '../../../support/randomness.js';
import { changed, type Change, type Kind } from './changes.js';
import { pick, type Column } from './column.js';
import { sideOf, type Compared, type Side } from './compare.js';
import type { DataSet } from './dataSets.js';
import type { Segment } from './rows.js';

/** How large a change of a column truly is: measured on the whole data set, with cells laid over all of it. */
export interface Effect {
  /**
   * The larger of the PSI of values and that of missing ones, as so many rows would have it without chance: a cell that
   * expects less than half an observation counts as that, as in the score itself.
   */
  readonly psi: (referenceRows: number, rows: number) => number;
  /** Total variation over the PSI cells and what is missing. */
  readonly variation: number;
  /** How far the mean has moved, in deviations; 0 for categories. */
  readonly moved: number;
}

/** So many rows stand for a data set that has more. */
const MOST_ROWS = 60_000;

/** Effects of changes on the whole of a data set, each computed once. */
export class Effects {
  readonly #places: Int32Array;
  readonly #sides = new Map<Column, Side>();
  readonly #known = new Map<string, Effect>();
  readonly #ofSegments = new Map<string, Effect[]>();

  constructor(
    readonly dataSet: DataSet,
    readonly seed: number,
  ) {
    const draws = new Draws(seed);
    const order = Int32Array.from({ length: dataSet.rows }, (_, place) => place);
    for (let index = 0; index < order.length - 1; index++) {
      const other = index + draws.below(order.length - index);
      [order[index], order[other]] = [order[other] as number, order[index] as number];
    }
    this.#places = order.slice(0, MOST_ROWS);
  }

  ofColumn(column: Column, change: Change & { readonly kind: Kind }, way: number): Effect {
    const key = [column.name, change.kind, change.size, change.share, way].join('|');
    let effect = this.#known.get(key);
    if (effect === undefined) {
      const side = this.#sideOf(column);
      const after = changed(side.values, column, change, way, new Draws(this.seed));
      this.#known.set(key, (effect = effectOf(side.compare(after), column)));
    }
    return effect;
  }

  /** The effects on each column of a share of rows that come from a segment. */
  ofSegment(segment: Segment, share: number): Effect[] {
    const key = ['segment', segment.column.name, share].join('|');
    let effects = this.#ofSegments.get(key);
    if (effects === undefined) {
      const inside = this.#places.filter(segment.holds);
      const rows = Math.round(share * this.#places.length);
      const places = this.#places.map((place, row) =>
        row < rows ? (inside[row % inside.length] as number) : place,
      );
      effects = this.dataSet.columns.map((column) => {
        const side = this.#sideOf(column);
        return effectOf(side.compare(pick(column, places)), column);
      });
      this.#ofSegments.set(key, effects);
    }
    return effects;
  }

  #sideOf(column: Column): Side {
    let side = this.#sides.get(column);
    if (side === undefined) this.#sides.set(column, (side = sideOf(column, pick(column, this.#places))));
    return side;
  }
}

function effectOf({ side, sorted, comparison }: Compared, column: Column): Effect {
  const { reference, current } = comparison;
  const present = { reference: presentRows(reference), current: presentRows(current) };
  const values = [referencePsiCounts(reference), psiCounts(current)] as const;
  const missing = [
    Float64Array.of(present.reference, reference.missing),
    Float64Array.of(present.current, current.missing),
  ] as const;
  const moved =
    column.kind === 'numeric' && sorted.length > 0 && column.deviation > 0
      ? Math.abs(meanOf(sorted) - meanOf(side.sorted)) / column.deviation
      : 0;
  return {
    psi: (referenceRows, rows) => {
      const [before, after] = [referenceRows / reference.rows, rows / current.rows];
      return Math.max(expectedPsi(values, before, after), expectedPsi(missing, before, after));
    },
    variation: variation(comparison),
    moved,
  };
}

const HALF_OBSERVATION = 0.5;

function expectedPsi(
  [reference, current]: readonly [Float64Array, Float64Array],
  before: number,
  after: number,
): number {
  const expected = (counts: Float64Array, other: Float64Array, scale: number): Float64Array =>
    counts.map((count, cell) =>
      count + (other[cell] as number) > 0 ? Math.max(HALF_OBSERVATION, count * scale) : 0,
    );
  return cellScore(expected(reference, current, before), expected(current, reference, after)).psi;
}

function variation({ reference, current }: Comparison): number {
  const before = [...psiCounts(reference), reference.missing];
  const after = [...psiCounts(current), current.missing];
  const sum = before.reduce(
    (total, count, cell) => total + Math.abs(count / reference.rows - (after[cell] as number) / current.rows),
    0,
  );
  return sum / 2;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
