import { compareCounts, compareSamples } from '../../../test/support/comparisons.js';
import { wasserstein } from './wasserstein.js';

const settings = { significanceLevel: 0.05 };

test.each([true, false])(
  'is in the unit of the feature and in deviations of the reference (exact: %s)',
  (exact) => {
    const result = wasserstein.compute(compareSamples([1, 3], [3, 3], { exact }), settings);
    expect(result).toEqual({ distance: 1, normalized: 1 });
  },
);

test('is not normalised by a deviation of zero', () => {
  const comparison = compareSamples([5, 5], [4, 4], { exact: true });
  expect(wasserstein.compute(comparison, settings)).toEqual({ distance: 1 });
});

test('is absent where it exceeds the largest double, where a side is infinite, and for categories', () => {
  expect(
    wasserstein.compute(compareSamples([-1.7e308], [1.7e308], { exact: true }), settings),
  ).toBeUndefined();
  expect(wasserstein.compute(compareSamples([1, 2], [Infinity], { exact: true }), settings)).toBeUndefined();
  expect(wasserstein.compute(compareCounts([1, 2], [2, 1]), settings)).toBeUndefined();
});

test('shows the normalised distance', () => {
  expect(wasserstein.value({ distance: 3, normalized: 0.5 })).toBe(0.5);
  expect(wasserstein.value({ distance: 3 })).toBe(3);
});
