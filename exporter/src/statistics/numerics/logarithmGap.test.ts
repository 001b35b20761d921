import { logarithmGap } from './logarithmGap.js';

test('keeps its accuracy where the plain difference cancels', () => {
  // u²/2 − u³/3 + u⁴/4
  expect(logarithmGap(1e-8) / (5e-17 - 1e-24 / 3)).toBeCloseTo(1, 14);
  expect(logarithmGap(-1e-8) / (5e-17 + 1e-24 / 3)).toBeCloseTo(1, 14);
});

test.each([-0.9, -0.25, -0.2, 0.2, 0.25, 0.26, 3])('is u − ln(1 + u) at %d', (u) => {
  expect(logarithmGap(u)).toBeCloseTo(u - Math.log1p(u), 15);
});

test('is zero at zero', () => expect(logarithmGap(0)).toBe(0));
