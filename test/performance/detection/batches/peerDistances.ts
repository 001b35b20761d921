import type { Compared, Side } from './compare.js';

/** Rows of each value or category that either side has. */
export function tallyValues({ side, values, sorted }: Compared): [reference: number[], current: number[]] {
  const isNumeric = side.column.kind === 'numeric';
  let before = ofReferences.get(side);
  if (before === undefined) ofReferences.set(side, (before = count(isNumeric ? side.sorted : side.values)));
  const after = count(isNumeric ? sorted : values);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return [names.map((name) => before.get(name) ?? 0), names.map((name) => after.get(name) ?? 0)];
}

const ofReferences = new WeakMap<Side, Map<number, number>>();

/** Missing ones are left out, both −1 and NaN. */
function count(values: Float64Array | Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  const isCode = values instanceof Int32Array;
  for (const value of values) {
    if (Number.isNaN(value) || (isCode && value < 0)) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** `scipy.spatial.distance.jensenshannon`, which normalises both sides. */
export function jensenShannon(
  reference: readonly number[],
  current: readonly number[],
  base: number,
): number {
  const [n, m] = [reference, current].map((side) => side.reduce((sum, share) => sum + share, 0)) as [
    number,
    number,
  ];
  let divergence = 0;
  for (const [index, share] of reference.entries()) {
    const p = share / n;
    const q = (current[index] ?? 0) / m;
    const middle = (p + q) / 2;
    if (p > 0) divergence += p * Math.log(p / middle);
    if (q > 0) divergence += q * Math.log(q / middle);
  }
  return Math.sqrt(Math.max(0, divergence) / 2 / Math.log(base));
}
