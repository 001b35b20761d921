import type { Profile } from './profile.js';

/** The non-empty cells of a profile: an hour's rows fill few of a hundred cells, and a week's hours are kept in memory. */
export interface SparseProfile {
  readonly rows: number;
  readonly missing: number;
  readonly infinite: number;
  readonly below: number;
  readonly above: number;
  readonly unseen: number;
  /** Indices of the non-empty cells, ascending, and what each holds. */
  readonly cells: Uint16Array | Uint32Array;
  readonly counts: Float64Array;
  /** Empty where the profile keeps no moments. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Counts that grow in place, whatever grid they belong to. */
export type CellSums = Omit<MutableProfile, 'grid' | 'joint'>;

export function sparseOf(profile: Readonly<CellSums>): SparseProfile {
  const { rows, missing, infinite, below, above, unseen, counts, sums, squares } = profile;
  let size = 0;
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell] !== 0) size++;
  const cells = counts.length > 65_536 ? new Uint32Array(size) : new Uint16Array(size);
  let next = 0;
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell] !== 0) cells[next++] = cell;
  const pick = (values: Float64Array): Float64Array => {
    if (values.length === 0) return values;
    const picked = new Float64Array(size);
    for (let index = 0; index < size; index++) picked[index] = values[cells[index] as number] ?? 0;
    return picked;
  };
  return {
    rows,
    missing,
    infinite,
    below,
    above,
    unseen,
    cells,
    counts: pick(counts),
    sums: pick(sums),
    squares: pick(squares),
  };
}

const NO_MOMENTS = new Float64Array();

/** A profile that grows and shrinks in place, for windows that slide. */
export type MutableProfile = { -readonly [Key in keyof Profile]: Profile[Key] };

/**
 * Adds a bucket to a sum of buckets on the same grid or, with `times` −1, takes it away again. The sum keeps moments only
 * where all that was added to it does.
 */
export function addSparse(sum: CellSums, part: SparseProfile, times: 1 | -1 = 1): void {
  sum.rows += times * part.rows;
  sum.missing += times * part.missing;
  sum.infinite += times * part.infinite;
  sum.below += times * part.below;
  sum.above += times * part.above;
  sum.unseen += times * part.unseen;
  addCells(sum.counts, part.cells, part.counts, times);
  if (part.cells.length > 0 && part.sums.length === 0) {
    sum.sums = NO_MOMENTS;
    sum.squares = NO_MOMENTS;
  }
  if (sum.sums.length === 0) return;
  addCells(sum.sums, part.cells, part.sums, times);
  addCells(sum.squares, part.cells, part.squares, times);
}

/** Adds a profile to a sum of profiles on the same grid, as `addSparse` does. */
export function addProfile(sum: MutableProfile, part: Profile): void {
  sum.rows += part.rows;
  sum.missing += part.missing;
  sum.infinite += part.infinite;
  sum.below += part.below;
  sum.above += part.above;
  sum.unseen += part.unseen;
  addAll(sum.counts, part.counts);
  if (part.sums.length === 0) {
    sum.sums = NO_MOMENTS;
    sum.squares = NO_MOMENTS;
  }
  addAll(sum.sums, part.sums);
  addAll(sum.squares, part.squares);
}

function addAll(sum: Float64Array, values: Float64Array): void {
  for (let cell = 0; cell < sum.length; cell++) sum[cell] = (sum[cell] as number) + (values[cell] as number);
}

function addCells(sum: Float64Array, cells: ArrayLike<number>, values: Float64Array, times: number): void {
  for (let index = 0; index < values.length; index++) {
    const cell = cells[index] as number;
    sum[cell] = (sum[cell] as number) + times * (values[index] as number);
  }
}
