import type { Expectation, GroupedRows } from './expectation.js';

/**
 * What one closed bucket adds to its windows: how far its rows are from what the reference's rows of the same hours let
 * expect. Additive, so that a window is a sum of buckets, each compared with its own hours. In order:
 * rows with a value; sums of their location and spread scores; rows of the reference; all rows; missing rows, and how many to
 * expect; then rows in each group of cells, and how many to expect.
 */
export const PRESENT = 0;
export const LOCATION = 1;
export const SPREAD = 2;
export const REFERENCE = 3;
export const ROWS = 4;
export const MISSING = 5;
export const EXPECTED_MISSING = 6;
export const CELLS = 7;

export function widthOf(groups: number): number {
  return CELLS + 2 * groups;
}

/** @param into filled; `widthOf` numbers */
export function bucketSums(
  { rows: before, missing, shares, location, spread }: Expectation,
  current: GroupedRows,
  into: Float64Array,
): Float64Array {
  into.fill(0);
  // without rows in the reference nothing is to be expected
  if (before === 0) return into;
  const { counts } = current;
  const groups = shares.length;
  let [present, moved, stretched] = [0, 0, 0];
  for (let group = 0; group < groups; group++) {
    const rows = counts[group] as number;
    present += rows;
    moved += rows * (location[group] as number);
    stretched += rows * (spread[group] as number);
    into[CELLS + group] = rows;
  }
  for (let group = 0; group < groups; group++) {
    into[CELLS + groups + group] = present * (shares[group] as number);
  }
  into[PRESENT] = present;
  into[LOCATION] = moved;
  into[SPREAD] = stretched;
  into[REFERENCE] = before;
  into[ROWS] = present + current.missing;
  into[MISSING] = current.missing;
  into[EXPECTED_MISSING] = (present + current.missing) * missing;
  return into;
}
