import fc from 'fast-check';
import { fisherExact } from './fisherExact.js';

type Side = { readonly hits: number; readonly rows: number };
const choose = (n: number, k: number): bigint => {
  let ways = 1n;
  for (let step = 1; step <= k; step++) ways = (ways * BigInt(n - k + step)) / BigInt(step);
  return k < 0 || k > n ? 0n : ways;
};

/** The definition, in whole numbers: twice the smaller tail of all ways to split the hits. */
function plain(reference: Side, current: Side): number {
  const hits = reference.hits + current.hits;
  const ways = (count: number): bigint => choose(reference.rows, hits - count) * choose(current.rows, count);
  const tail = (from: number, to: number): bigint => {
    let sum = 0n;
    for (let count = from; count <= to; count++) sum += ways(count);
    return sum;
  };
  const smaller = [tail(0, current.hits), tail(current.hits, hits)].reduce((a, b) => (a < b ? a : b));
  return Math.min(1, (2 * Number((smaller * 10n ** 18n) / tail(0, hits))) / 1e18);
}

const side = fc
  .integer({ min: 1, max: 60 })
  .chain((rows) => fc.record({ hits: fc.nat(rows), rows: fc.constant(rows) }));

test('is the definition, counted in whole numbers', () => {
  fc.assert(
    fc.property(side, side, (reference, current) => {
      expect(fisherExact(reference, current)).toBeCloseTo(plain(reference, current), 12);
    }),
  );
});

test("is twice SciPy's one-sided p-value", () => {
  // scipy.stats.fisher_exact([[2, 98], [9, 91]], 'less').pvalue
  expect(fisherExact({ hits: 2, rows: 100 }, { hits: 9, rows: 100 })).toBeCloseTo(
    plain({ hits: 2, rows: 100 }, { hits: 9, rows: 100 }),
    12,
  );
  // 8 of 8 cups told right: 1 of 70 ways
  expect(fisherExact({ hits: 4, rows: 4 }, { hits: 0, rows: 4 })).toBeCloseTo(2 / 70, 14);
});

test('sides may be swapped, and so may hits and misses', () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      const misses = ({ hits, rows }: Side): Side => ({ hits: rows - hits, rows });
      expect(fisherExact(b, a)).toBeCloseTo(fisherExact(a, b), 12);
      expect(fisherExact(misses(a), misses(b))).toBeCloseTo(fisherExact(a, b), 12);
    }),
  );
});

test.each([
  [
    { hits: 0, rows: 100 },
    { hits: 0, rows: 50 },
  ],
  [
    { hits: 100, rows: 100 },
    { hits: 50, rows: 50 },
  ],
  [
    { hits: 10, rows: 1_000 },
    { hits: 1, rows: 100 },
  ],
  [
    { hits: 5e8, rows: 1e9 },
    { hits: 5e6, rows: 1e7 },
  ],
])('equal shares %j and %j leave no doubt', (reference, current) => {
  expect(fisherExact(reference, current)).toBe(1);
});

test('k of the current rows and none of the reference is the chance that the k came from one side', () => {
  for (const hits of [1, 2, 3, 10]) {
    let chance = 2;
    for (let taken = 0; taken < hits; taken++) chance *= (100 - taken) / (10_100 - taken);
    expect(fisherExact({ hits: 0, rows: 10_000 }, { hits, rows: 100 }) / chance).toBeCloseTo(1, 10);
  }
});

test('a certain change among a billion rows is 0, in no time', () => {
  expect(fisherExact({ hits: 0, rows: 1e9 }, { hits: 1e6, rows: 1e7 })).toBe(0);
  expect(fisherExact({ hits: 5e8, rows: 1e9 }, { hits: 1e6, rows: 1e7 })).toBe(0);
});
