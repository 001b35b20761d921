import { conceptChange } from './conceptChange.js';
import type { JointTable } from './jointTable.js';

/**
 * How much the relation of a feature and an outcome changes from window to window of the reference itself: the largest `spread` of one
 * window against all others. Rows of one hour or day are alike, so that a test that takes them as independent finds a change
 * in any two months; what is beyond this is one. Undefined with fewer than two windows, or where no spread is known.
 *
 * @param windows of the reference, of the length that is judged where there are enough of them
 */
export function usualSpread(windows: readonly JointTable[]): number | undefined {
  const spreads = windows.flatMap((own, place) => {
    const others = windows.filter((_, other) => other !== place);
    const rest = others.length === 0 ? undefined : mergeTables(others);
    const spread = rest && conceptChange(rest, own, { binary: true }).spread;
    return spread === undefined ? [] : [spread];
  });
  return spreads.length < 2 ? undefined : Math.max(...spreads);
}

function mergeTables([first, ...others]: readonly JointTable[]): JointTable | undefined {
  return first && others.reduce(add, first);
}

function add(one: JointTable, other: JointTable): JointTable {
  const sum = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, cell) => value + (b[cell] ?? 0));
  return {
    grid: one.grid,
    rows: sum(one.rows, other.rows),
    sums: sum(one.sums, other.sums),
    total: { rows: one.total.rows + other.total.rows, sum: one.total.sum + other.total.sum },
  };
}
