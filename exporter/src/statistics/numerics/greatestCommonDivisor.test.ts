import { greatestCommonDivisor } from './greatestCommonDivisor.js';

test.each([
  [12, 18, 6],
  [7, 9, 1],
  [5, 5, 5],
  [1, 10_000, 1],
])('of %d and %d is %d', (a, b, divisor) => {
  expect(greatestCommonDivisor(a, b)).toBe(divisor);
  expect(greatestCommonDivisor(b, a)).toBe(divisor);
});
