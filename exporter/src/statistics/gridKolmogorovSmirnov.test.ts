import { compareSamples } from '../../../test/support/comparisons.js';
import { allValuesKnown, gridKolmogorovSmirnov } from './gridKolmogorovSmirnov.js';

test.each([
  ['a value in range that the reference lacks', [1.5]],
  ['a value below its minimum', [0]],
  ['a value above its maximum', [9]],
  ['an infinity', [Infinity]],
])('%s is not known', (_, current) => {
  const comparison = compareSamples([1, 2, 3], current);
  expect(allValuesKnown(comparison.reference, comparison.current)).toBe(false);
  expect(gridKolmogorovSmirnov(comparison)?.errorBound).toBeGreaterThan(0);
});

test('the statistic and its bound are those of counts', () => {
  const comparison = compareSamples([1, 2, 3, 4], [1, 1, 1, 9]);
  expect(gridKolmogorovSmirnov(comparison)).toEqual({ statistic: 0.5, errorBound: 0.75 });
});
