import { drawChange, flow } from './change.js';
import { categoricalDistribution, numericDistribution, numericNames } from './distribution.js';
import { Draws } from './draws.js';
import { movedCells } from './movedCells.js';
import { ownFeature, resampledStream } from './ownStream.js';
import { HOUR, simulateStream } from './simulatedStream.js';

const usual = { move: 0, stretch: 0 };

test('the same seed gives the same stream, another one another', () => {
  const counts = (seed: number): Float64Array[] => {
    const wishes = { hours: 48, onset: 24, referenceDays: 14 };
    const { reference, hours } = simulateStream(new Draws(seed), wishes);
    return [reference.counts, hours.counts];
  };
  expect(counts(1)).toEqual(counts(1));
  expect(counts(2)).not.toEqual(counts(1));
});

test('shares sum to one, in every distribution and change, and at first a decile is in each cell', () => {
  const draws = new Draws(3);
  const all = [
    ...numericNames.map((name) => numericDistribution(name, [usual], draws)),
    ...[2, 7, 30].map((categories) => categoricalDistribution(categories, draws)),
  ];
  for (const distribution of all) {
    const shares = new Float64Array(distribution.cells);
    const sum = (): number => shares.reduce((total, share) => total + share, 0);
    for (let round = 0; round < 20; round++) {
      const change = drawChange(distribution, draws);
      const { size } = change.at(round);
      distribution.shares({ move: change.move * size, stretch: change.stretch * size }, shares);
      flow(shares, change, size);
      expect(sum()).toBeCloseTo(1, 9);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }
    if (distribution.cells !== 10 || !distribution.isOrdered) continue;
    distribution.shares(usual, shares);
    for (const share of shares) expect(share).toBeLessThan(0.35);
  }
});

test('counts have the mean and the variance of a binomial and of a Poisson distribution', () => {
  const draws = new Draws(4);
  for (const [rows, probability] of [
    [30, 0.1],
    [500, 0.9],
    [4_000, 0.3],
  ] as const) {
    const drawn = draws.many(4_000, () => draws.binomial(rows, probability));
    expectMoments(drawn, rows * probability, rows * probability * (1 - probability));
  }
  for (const mean of [0.5, 8, 300]) {
    expectMoments(
      draws.many(4_000, () => draws.poisson(mean)),
      mean,
      mean,
    );
  }
});

function expectMoments(drawn: readonly number[], mean: number, variance: number): void {
  const average = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const spread = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / drawn.length;
  expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / drawn.length));
  expect(spread / variance).toBeGreaterThan(0.88);
  expect(spread / variance).toBeLessThan(1.12);
}

test('rows whose values move up are in higher cells, and none is lost', () => {
  const shares = Float64Array.of(0.25, 0.25, 0.25, 0.25);
  const moved = movedCells(shares, Float64Array.of(10, 10, 10, 10), { move: 1, stretch: 0 }, 1);
  expect(moved.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(moved[3]).toBeGreaterThan(0.5);
  expect(movedCells(shares, Float64Array.of(10, 10, 10, 10), usual, 1)).toEqual(shares);
});

test("a user's own days: the stream is made of those that its reference does not have", () => {
  const days = 30;
  const starts = Float64Array.from({ length: days * 24 }, (_, hour) => hour * HOUR);
  // each day has a count of its own in all its hours
  const counts = Float64Array.from({ length: days * 24 * 2 }, (_, at) => 1 + Math.floor(at / 48));
  const missing = new Float64Array(days * 24);
  const buckets = { feature: 'x', starts, cells: 2, counts, rows: counts, missing };
  expect(ownFeature(buckets, true, 60_000)).toBeUndefined();
  const feature = ownFeature(buckets, true, HOUR);
  if (feature === undefined) throw new Error('no feature');
  const { reference, hours } = resampledStream(feature, new Draws(1), { hours: 240 });
  const [before, after] = [new Set(reference.counts), new Set(hours.counts)];
  expect(before.size).toBe(20);
  expect([...after].filter((count) => count > 0 && before.has(count))).toEqual([]);
  const changed = resampledStream(feature, new Draws(1), { hours: 240, onset: 100 });
  expect(changed.reference).toEqual(reference);
  expect(changed.hours.counts.slice(0, 300)).toEqual(hours.counts.slice(0, 300));
  expect(changed.hours.counts.slice(300)).not.toEqual(hours.counts.slice(300));
});
