import { chiSquaredSurvival } from './chiSquaredDistribution.js';
import { fSurvival } from './fDistribution.js';

test('the ends of the F distribution', () => {
  expect(fSurvival(0, 3, 5)).toBe(1);
  expect(fSurvival(Infinity, 3, 5)).toBe(0);
  expect(fSurvival(1e-300, 3, 5)).toBeCloseTo(1, 12);
});

test('with two degrees of freedom in the numerator there is a closed form', () => {
  for (const n of [1, 2, 3, 10, 1000, 1e7]) {
    for (const x of [1e-3, 0.5, 1, 3, 20]) {
      const closed = Math.exp((-n / 2) * Math.log1p((2 * x) / n));
      expect(fSurvival(x, 2, n) / closed).toBeCloseTo(1, 9);
    }
  }
});

test('with many in the denominator it is chi-squared over its degrees of freedom', () => {
  expect(fSurvival(2.5, 4, 1e10) / chiSquaredSurvival(10, 4)).toBeCloseTo(1, 7);
});

test('it never rises', () => {
  for (const [a, b] of [
    [1, 1],
    [5, 40],
    [300, 2],
  ] as const) {
    let last = 1;
    for (let x = 0.01; x < 100; x *= 1.3) {
      const next = fSurvival(x, a, b);
      expect(next).toBeLessThanOrEqual(last);
      expect(next).toBeGreaterThanOrEqual(0);
      last = next;
    }
  }
});
