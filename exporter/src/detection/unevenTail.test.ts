import { compareSamples } from '../../../test/support/comparisons.js';
import { Draws } from '../../../test/support/randomness.js';
import { unevenTail } from './unevenTail.js';

const draws = new Draws(8);
const normal = (rows: number, deviation = 1): number[] => draws.many(rows, () => deviation * draws.normal());

test('finds what is beyond the range, at either end', () => {
  for (const outlier of [-99, 99]) {
    const some = normal(1_000).map((value, row) => (row % 100 === 0 ? outlier : value));
    expect(unevenTail(compareSamples(normal(1_000), some))).toBeLessThan(0.05);
    expect(unevenTail(compareSamples(normal(10_000), some))).toBeLessThan(1e-8);
  }
});

test('finds tails that are heavier or lighter within the range', () => {
  expect(unevenTail(compareSamples(normal(5_000), normal(500, 1.5)))).toBeLessThan(1e-4);
  expect(unevenTail(compareSamples(normal(5_000), normal(500, 0.5)))).toBeLessThan(1e-4);
});

test('finds nothing where nothing has changed or a side is empty, and never more than 1', () => {
  expect(unevenTail(compareSamples([], [1, 2]))).toBe(1);
  expect(unevenTail(compareSamples([1, 2], []))).toBe(1);
  expect(unevenTail(compareSamples([5, 5, 5], [5, 5]))).toBe(1);
  const column = normal(2_000);
  expect(unevenTail(compareSamples(column, column))).toBe(1);
});

test('without drift, seldom finds a tail at .05: .05 of 300 draws at most, on equal and unequal sides', () => {
  for (const [n, m] of [
    [300, 300],
    [2_000, 100],
    [100, 2_000],
  ] as const) {
    const pValues = draws.many(100, () => unevenTail(compareSamples(normal(n), normal(m))));
    expect(pValues.filter((pValue) => pValue <= 0.05).length).toBeLessThanOrEqual(5);
  }
});
