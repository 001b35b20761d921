import { compareCounts, compareSamples } from '../../../test/support/comparisons.js';
import { chiSquared, pearsonChiSquared } from './chiSquared.js';
import { gTest } from './gTest.js';

const settings = { significanceLevel: 0.05 };

test('Pearson, by hand', () => {
  // expected counts 40 and 60 on either side
  const result = chiSquared.compute(compareCounts([50, 50], [30, 70]), settings);
  expect(result?.statistic).toBeCloseTo(100 / 40 + 100 / 40 + 100 / 60 + 100 / 60, 12);
  expect(result?.degrees_of_freedom).toBe(1);
});

test('the likelihood ratio, by hand', () => {
  const result = gTest.compute(compareCounts([50, 50], [30, 70]), settings);
  const sum =
    50 * Math.log(50 / 40) + 30 * Math.log(30 / 40) + 50 * Math.log(50 / 60) + 70 * Math.log(70 / 60);
  expect(result?.statistic).toBeCloseTo(2 * sum, 10);
});

test('equal shares of unequal samples are exactly zero', () => {
  for (const statistic of [chiSquared, gTest]) {
    const result = statistic.compute(compareCounts([3, 6, 9], [7, 14, 21]), settings);
    expect(result).toEqual({ statistic: 0, p_value: 1, degrees_of_freedom: 2 });
  }
});

test('a single category has no degrees of freedom', () => {
  const certain = { statistic: 0, p_value: 1, degrees_of_freedom: 0 };
  expect(chiSquared.compute(compareCounts([3, 0], [7, 0]), settings)).toEqual(certain);
  expect(gTest.compute(compareCounts([3, 0], [7, 0]), settings)).toEqual(certain);
});

test("Pearson's test alone serves any counts", () => {
  expect(pearsonChiSquared([50, 50], [30, 70])?.statistic).toBeCloseTo(25 / 3, 12);
  expect(pearsonChiSquared([1, 2], [0, 0])).toBeUndefined();
});

test('neither applies to numbers', () => {
  expect(chiSquared.compute(compareSamples([1, 2], [2, 3]), settings)).toBeUndefined();
  expect(gTest.compute(compareSamples([1, 2], [2, 3]), settings)).toBeUndefined();
});
