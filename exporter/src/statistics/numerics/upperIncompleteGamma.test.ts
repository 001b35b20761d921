import { upperIncompleteGamma } from './upperIncompleteGamma.js';

test.each([0, 0.1, 1, 2, 40, 700])('is e⁻ˣ for a = 1 at %d', (x) => {
  expect(upperIncompleteGamma(1, x) / Math.exp(-x)).toBeCloseTo(1, 12);
});

test('is e⁻ˣ (1 + x) for a = 2', () => {
  expect(upperIncompleteGamma(2, 5)).toBeCloseTo(6 * Math.exp(-5), 15);
});

test('spans 1 to 0', () => {
  expect(upperIncompleteGamma(3, 0)).toBe(1);
  expect(upperIncompleteGamma(3, Infinity)).toBe(0);
  expect(upperIncompleteGamma(3, 1e300)).toBe(0);
  expect(upperIncompleteGamma(1e6, 1)).toBe(1);
});
