import { scaledBesselK } from './scaledBesselK.js';

test.each([1e-6, 0.01, 1, 7, 500])('is √(π/2x) for order ½ at %d', (x) => {
  expect(scaledBesselK(0.5, x) / Math.sqrt(Math.PI / 2 / x)).toBeCloseTo(1, 12);
});
