import { relativeEntropyTerm } from './relativeEntropyTerm.js';

test('is p ln(p/q) − p + q, never negative', () => {
  expect(relativeEntropyTerm(2, 1)).toBeCloseTo(2 * Math.LN2 - 1, 14);
  expect(relativeEntropyTerm(0, 0.3)).toBe(0.3);
  expect(relativeEntropyTerm(0.1, 0.1)).toBe(0);
  expect(relativeEntropyTerm(0.1, 0.1 + 1e-17)).toBeGreaterThanOrEqual(0);
});
