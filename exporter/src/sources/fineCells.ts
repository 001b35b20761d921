import type { NumericCells } from './source.js';
import { cellIndex, Z_LIMIT } from './samples/cellIndex.js';

/** What every value of a fine cell has in common. */
export interface FineCell {
  /** Index of the cell of the grid that it lies in; undefined for NaN. */
  readonly cell?: number;
  readonly infinite: boolean;
  readonly below: boolean;
  readonly above: boolean;
  readonly unseen: boolean;
  /** z of every value where it is clipped there. */
  readonly clipped?: number;
}

/**
 * Cells so fine that which one a value lies in tells all that is counted of it: its cell of the grid, whether it is
 * infinite, NaN, out of range, unseen. So an engine needs one `width_bucket(value, thresholds)` and no case by case.
 *
 * `width_bucket` has cells [lower, upper), the grid (lower, upper]: x ≤ e is x < next(e), the double after e.
 */
export interface FineCells {
  /** Ascending, first −MAX, then up to +Infinity and last NaN, which PostgreSQL orders above all. */
  readonly thresholds: Float64Array;
  /** What `width_bucket` numbers from 0 (−Infinity) to `thresholds.length` (NaN). */
  readonly cells: readonly FineCell[];
}

export function fineCells(grid: NumericCells): FineCells {
  const { edges, minimum, maximum, distinct = [] } = grid;
  const [least, largest] = clipping(grid);
  const lower = [-Number.MAX_VALUE, minimum, ...distinct, least];
  const upper = [...edges, maximum, ...distinct, largest];
  const finite = [...lower, ...upper.map(nextDouble)].filter(Number.isFinite);
  const thresholds = Float64Array.from(new Set([...finite, Infinity])).sort();
  const cells = [-Infinity, ...thresholds].map((value) => describe(grid, value));
  return {
    thresholds: Float64Array.from([...thresholds, Number.NaN]),
    cells: [...cells, { infinite: false, below: false, above: false, unseen: false }],
  };
}

/**
 * The same for an engine whose cells are (lower, upper], as the grid's are, and that holds finite values only: x < e is
 * x ≤ previous(e), the double before e. Thresholds are finite and ascending, and the last cell lies above them all.
 */
export function upperFineCells(grid: NumericCells): FineCells {
  const { edges, minimum, maximum, distinct = [] } = grid;
  const finite = [...edges, maximum, ...distinct, ...[minimum, ...distinct].map(previousDouble)];
  const thresholds = Float64Array.from(new Set(finite.filter(Number.isFinite))).sort();
  return { thresholds, cells: [...thresholds, Number.MAX_VALUE].map((value) => describe(grid, value)) };
}

/** A cell is told by a value that lies in it. */
function describe(grid: NumericCells, value: number): FineCell {
  const { edges, minimum, maximum, distinct } = grid;
  const below = value < minimum;
  const above = value > maximum;
  const [least, largest] = clipping(grid);
  const clipped = value < least ? -Z_LIMIT : value > largest ? Z_LIMIT : undefined;
  return {
    cell: cellIndex(edges, value),
    infinite: !Number.isFinite(value),
    below,
    above,
    unseen: distinct !== undefined && !below && !above && distinct[cellIndex(distinct, value)] !== value,
    ...(clipped === undefined ? {} : { clipped }),
  };
}

/** The values that z is clipped at. */
function clipping({ center, scale }: NumericCells): [number, number] {
  return [center - Z_LIMIT * scale, center + Z_LIMIT * scale];
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The largest double below a finite one. */
export function previousDouble(value: number): number {
  return -nextDouble(-value);
}

/** The least double above a finite one. */
export function nextDouble(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  double[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return double[0];
}
