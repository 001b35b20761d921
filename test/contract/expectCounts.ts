import type { Capabilities, CellCounts } from '../../exporter/src/sources/source.js';

type Order = (a: CellCounts, b: CellCounts) => number;

const order: Order = (a, b) =>
  compare(a.feature, b.feature) || a.bucketStart - b.bucketStart || compare(a.segment, b.segment);

/**
 * The same counts to the last one, and the same sums to 1e-12, relative to the largest of them; no sums where the source
 * keeps none.
 */
export function expectCounts(
  actual: readonly CellCounts[],
  expected: readonly CellCounts[],
  { moments }: Pick<Capabilities, 'moments'>,
): void {
  const exact = [...actual].sort(order);
  const none = { sums: new Float64Array(), squares: new Float64Array() };
  const wanted = expected.map((counts) => (moments ? counts : { ...counts, ...none })).sort(order);
  expect(exact.map(countsOf)).toEqual(wanted.map(countsOf));
  exact.forEach((counts, index) => {
    const other = wanted[index] as CellCounts;
    expectClose(counts.sums, other.sums);
    expectClose(counts.squares, other.squares);
    for (const name of Object.keys(other.joint)) {
      const [sums, wantedSums] = [counts.joint[name], other.joint[name]];
      expectClose(sums?.sums ?? [], wantedSums?.sums ?? []);
      expectClose([sums?.missingSum ?? NaN], [wantedSums?.missingSum ?? NaN]);
    }
  });
}

export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  expect(actual.length).toBe(expected.length);
  const finite = Array.from(expected).filter(Number.isFinite).map(Math.abs);
  const allowed = tolerance * Math.max(1e-300, ...finite);
  for (let index = 0; index < expected.length; index++) {
    const [a = NaN, b = NaN] = [actual[index], expected[index]];
    if (Object.is(a, b) || a === b || Math.abs(a - b) <= allowed) continue;
    throw new Error(`number ${index} of ${expected.length} is ${a}, expected ${b}`);
  }
}

/** All but the sums, which are not compared to the last digit. */
function countsOf({ sums, squares, joint, ...counts }: CellCounts): object {
  const present = Object.entries(joint).map(([name, { counts: of, missingCount }]) => [
    name,
    Array.from(of),
    missingCount,
  ]);
  return {
    ...counts,
    counts: Array.from(counts.counts),
    moments: [sums.length, squares.length],
    joint: present,
    unseenCategories: counts.unseenCategories ?? [],
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
