import type { NumericGrid } from '../profile/grid.js';
import { presentRows } from '../profile/profile.js';
import { cellScore } from './overTime/cellScore.js';
import type { Comparison } from '../statistics/statistic.js';

/** The part of a number's distribution that has changed most by itself. */
export interface LocalEffect {
  /** PSI of two cells: this part, and all else. */
  readonly psi: number;
  /** The part: values above `from`, and up to `to` where there is one. */
  readonly from: number;
  readonly to: number;
  /** Its share of rows. */
  readonly shares: readonly [reference: number, current: number];
}

/**
 * Size of a change that deciles hide: the largest PSI of two cells over all ways to cut the cells in two, and over each single
 * cell against all others. Never larger than PSI over all those cells would be. Undefined for categories, whose cells are
 * PSI's own, and where a side is empty.
 */
export function localEffect({ reference, current }: Comparison): LocalEffect | undefined {
  const { grid } = reference;
  const [n, m] = [presentRows(reference), presentRows(current)];
  if (grid.kind !== 'numeric' || n === 0 || m === 0) return undefined;
  let most: LocalEffect | undefined;
  const weigh = (before: number, after: number, from: number, to: number): void => {
    const psi = twoCells(before, n, after, m);
    if (psi > (most?.psi ?? 0)) most = { psi, from, to, shares: [before / n, after / m] };
  };
  weigh(reference.below, current.below, -Infinity, grid.minimum);
  weigh(reference.above, current.above, grid.maximum, Infinity);
  let [before, after] = [0, 0];
  for (let cell = 0; cell < reference.counts.length; cell++) {
    const [one, other] = [reference.counts[cell] as number, current.counts[cell] ?? 0];
    const [from, to] = bounds(grid, cell);
    weigh(one, other, from, to);
    before += one;
    after += other;
    if (before <= n / 2) weigh(before, after, -Infinity, to);
    else weigh(n - before, m - after, to, Infinity);
  }
  return most;
}

const sides = [new Float64Array(2), new Float64Array(2)] as const;

function twoCells(before: number, n: number, after: number, m: number): number {
  const [reference, current] = sides;
  reference[0] = before;
  reference[1] = n - before;
  current[0] = after;
  current[1] = m - after;
  return cellScore(reference, current).psi;
}

function bounds({ edges }: NumericGrid, cell: number): [from: number, to: number] {
  return [edges[cell - 1] ?? -Infinity, edges[cell] ?? Infinity];
}
