import type { CellCounts, JointSums } from '../sources/source.js';
import type { Grid } from './grid.js';

/**
 * Counts of one feature's values in the cells of its grid: additive, so that a window is the sum of its buckets
 * and a fleet the sum of its members. Every published number is a function of two profiles.
 */
export interface Profile {
  readonly grid: Grid;
  readonly rows: number;
  readonly missing: number;
  /** Rows in each cell of the grid. */
  readonly counts: Float64Array;
  /** Σz and Σz² of each cell's finite values, z = (x − mean) / deviation of the reference. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly infinite: number;
  readonly below: number;
  readonly above: number;
  readonly unseen: number;
  readonly joint: Readonly<Record<string, JointSums>>;
}
