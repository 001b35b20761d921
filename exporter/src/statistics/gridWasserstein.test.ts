import { compareSamples } from '../../../test/support/comparisons.js';
import { gridWasserstein } from './gridWasserstein.js';

const spread = Array.from({ length: 2000 }, (_, index) => Math.sin(index) * 10);

test('is exact, without a bound, where one side lies above the other', () => {
  const shifted = spread.map((value) => value + 30);
  const result = gridWasserstein(compareSamples(spread, shifted));
  expect(result?.distance).toBeCloseTo(30, 10);
  expect(result?.errorBound).toBe(0);
});

test('puts rows at their own values where every value has an edge', () => {
  expect(gridWasserstein(compareSamples([0, 1, 3], [0, 0, 3]))).toEqual({ distance: 1 / 3, errorBound: 0 });
});

test('its bound covers what the cells hide', () => {
  // both sides have the same counts and means in the outer cell, but lie differently in it
  const reference = [...spread, 100, 200];
  const current = [...spread, 140, 160];
  const result = gridWasserstein(compareSamples(reference, current));
  const truth = 80 / 2002;
  expect(Math.abs((result?.distance ?? NaN) - truth)).toBeLessThanOrEqual(result?.errorBound ?? NaN);
});

test('infinite values are left out where it is known which they are', () => {
  const plain = gridWasserstein(compareSamples(spread, spread.slice(0, 1000)));
  const infinite = gridWasserstein(compareSamples(spread, [...spread.slice(0, 1000), Infinity]));
  expect(infinite?.distance).toBeCloseTo(plain?.distance ?? NaN, 12);
  expect(gridWasserstein(compareSamples(spread, [-Infinity, ...spread, Infinity]))).toBeUndefined();
});

test('is absent where a source kept no sums or clipped them', () => {
  const comparison = compareSamples(spread, [...spread, 1e308]);
  expect(gridWasserstein(comparison)).toBeUndefined();
  const empty = { sums: new Float64Array(), squares: new Float64Array() };
  const { reference, current } = compareSamples(spread, spread.slice(500));
  expect(
    gridWasserstein({ reference: { ...reference, ...empty }, current: { ...current, ...empty } }),
  ).toBeUndefined();
});
