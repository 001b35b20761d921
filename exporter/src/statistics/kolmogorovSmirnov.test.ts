import { compareCounts, compareSamples } from '../../../test/support/comparisons.js';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.js';

const settings = { significanceLevel: 0.05 };
const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: (to - from) / step }, (_, index) => from + index * step);

test('is the largest difference of the distribution functions', () => {
  const result = kolmogorovSmirnov.compute(
    compareSamples([1, 2, 3, 4], [3, 4, 5, 6], { exact: true }),
    settings,
  );
  expect(result).toEqual({
    statistic: 0.5,
    p_value: expect.closeTo(54 / 70, 12),
    method: 'exact',
    significant: false,
  });
});

test('the significance level decides what is significant', () => {
  const comparison = compareSamples(range(0, 100), range(15, 115), { exact: true });
  const p = kolmogorovSmirnov.compute(comparison, settings)?.p_value ?? NaN;
  expect(kolmogorovSmirnov.compute(comparison, { significanceLevel: p * 1.01 })?.significant).toBe(true);
  expect(kolmogorovSmirnov.compute(comparison, { significanceLevel: p })?.significant).toBe(false);
});

test('takes the asymptotic p-value above 10,000 rows', () => {
  const comparison = compareSamples(range(0, 10_001), range(0, 300), { exact: true });
  expect(kolmogorovSmirnov.compute(comparison, settings)?.method).toBe('asymptotic');
  const fewer = compareSamples(range(0, 10_000), range(2000, 2300), { exact: true });
  expect(kolmogorovSmirnov.compute(fewer, settings)?.method).toBe('exact');
});

test('takes the asymptotic p-value where counting would be slow', () => {
  const comparison = compareSamples(range(0, 10_000), range(4000, 13_999), { exact: true });
  expect(kolmogorovSmirnov.compute(comparison, settings)).toMatchObject({ method: 'asymptotic', p_value: 0 });
});

test('on the grid it says how far off it may be', () => {
  const reference = range(0, 3000);
  const comparison = compareSamples(reference, range(100, 3100));
  const result = kolmogorovSmirnov.compute(comparison, settings);
  expect(result?.statistic).toBeCloseTo(1 / 30, 2);
  expect(result?.error_bound).toBeGreaterThan(0);
  expect(result?.error_bound).toBeLessThan(0.05);
});

test('on the grid it is exact where every value has an edge', () => {
  const result = kolmogorovSmirnov.compute(compareSamples([1, 2, 3, 4], [1, 1, 2, 4]), settings);
  expect(result).toMatchObject({ statistic: 0.25 });
  expect(result).not.toHaveProperty('error_bound');
  expect(kolmogorovSmirnov.compute(compareSamples([1, 2, 3, 4], [1, 1.5, 2, 4]), settings)).toHaveProperty(
    'error_bound',
  );
});

test('does not apply to categories', () => {
  expect(kolmogorovSmirnov.compute(compareCounts([1, 2], [2, 1]), settings)).toBeUndefined();
});
