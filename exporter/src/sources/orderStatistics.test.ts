import fc from 'fast-check';
import { orderStatistics } from './orderStatistics.js';

const values = fc.oneof(
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 }),
  fc.array(
    fc.integer({ min: -20, max: 20 }).map((whole) => whole / 4),
    { minLength: 1, maxLength: 300 },
  ),
);

async function found(sorted: readonly number[], ranks: readonly number[]): Promise<unknown> {
  let passes = 0;
  const statistics = await orderStatistics(ranks, sorted[0] ?? 0, sorted.at(-1) ?? 0, (thresholds) => {
    passes++;
    expect([...thresholds]).toEqual([...new Set(thresholds)].sort((a, b) => a - b));
    expect(thresholds.every(Number.isFinite)).toBe(true);
    return Promise.resolve(
      Array.from(thresholds, (limit) => sorted.filter((value) => value <= limit).length),
    );
  });
  expect(passes).toBeLessThanOrEqual(12);
  return ranks.map((rank) => statistics.get(rank));
}

test('each rank has the value that a sorted sample has there, by a dozen counts at most', async () => {
  await fc.assert(
    fc.asyncProperty(values, fc.array(fc.nat(), { maxLength: 5 }), async (sample, picked) => {
      // both zeros are one value
      const sorted = sample.map((value) => value + 0).sort((a, b) => a - b);
      const ranks = picked.map((rank) => rank % sorted.length);
      expect(await found(sorted, ranks)).toEqual(ranks.map((rank) => sorted[rank]));
    }),
    { numRuns: 40 },
  );
});

test('two hundred ranks at once, neighbours among them', async () => {
  const sorted = Array.from({ length: 1_000 }, (_, index) => 1.7e9 + index / 7);
  const ranks = Array.from({ length: 99 }, (_, index) => [index * 10 + 9, index * 10 + 10]).flat();
  expect(await found(sorted, ranks)).toEqual(ranks.map((rank) => sorted[rank]));
});

test('a constant, and the ends of the range, need no count or few', async () => {
  expect(await found([5, 5, 5], [0, 2])).toEqual([5, 5]);
  expect(await found([-1.7e308, 0, 1.7e308], [0, 1, 2])).toEqual([-1.7e308, 0, 1.7e308]);
});
