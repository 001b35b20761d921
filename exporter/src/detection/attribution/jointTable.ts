import type { OutcomeName } from '../../profile/outcome.js';
import { countsBetween, type Profile } from '../../profile/profile.js';
import type { Grid } from '../../profile/grid.js';

/** How many rows have an outcome, such as a label, and its sum over them. */
export interface OutcomeTotal {
  readonly rows: number;
  readonly sum: number;
}

/**
 * An outcome (label, prediction, error) in the PSI cells of a feature, and last in the rows where the feature is missing. Only
 * rows that have the outcome count here. All numbers are finite, and no cell without rows has a sum.
 */
export interface JointTable {
  readonly grid: Grid;
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  readonly total: OutcomeTotal;
}

/**
 * The joint table of a feature and an outcome.
 *
 * @returns undefined where the outcome was not counted, no row has it, or a sum is not finite
 */
export function jointTable({ grid, joint }: Profile, outcome: OutcomeName): JointTable | undefined {
  const counted = Object.hasOwn(joint, outcome) ? joint[outcome] : undefined;
  if (counted === undefined) return undefined;
  const inCells = (values: Float64Array): Float64Array =>
    grid.kind === 'numeric' ? countsBetween(values, grid.psiEdges) : values;
  const rows = withMissing(inCells(counted.counts), counted.missingCount);
  const sums = withMissing(inCells(counted.sums), counted.missingSum);
  // what rounding leaves where no row is
  for (const [cell, count] of rows.entries()) if (!(count > 0)) rows[cell] = sums[cell] = 0;
  const all = { rows: sumOf(rows), sum: sumOf(sums) };
  const isFinite = Number.isFinite(all.sum) && sums.every(Number.isFinite) && Number.isFinite(all.rows);
  return isFinite && all.rows > 0 ? { grid, rows, sums, total: all } : undefined;
}

/** Whether the sums can be those of zeros and ones, whose variance then follows from their mean. */
export function isBinary({ rows, sums }: JointTable): boolean {
  return sums.every((sum, cell) => Number.isInteger(sum) && sum >= 0 && sum <= (rows[cell] as number));
}

export function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function withMissing(cells: Float64Array, missing: number): Float64Array {
  const values = new Float64Array(cells.length + 1);
  values.set(cells);
  values[cells.length] = missing;
  return values;
}
