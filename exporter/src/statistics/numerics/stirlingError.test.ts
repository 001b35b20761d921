import { logFactorialOverPower, stirlingError } from './stirlingError.js';

test.each([
  // Python's decimal module, 45 digits
  [0.5, 0.153426409720027345],
  [1, 0.0810614667953272582],
  [10, 0.00833056343336287126],
  [100, 0.000833330555634914683],
])('error at %d', (z, expected) => {
  expect(stirlingError(z)).toBeCloseTo(expected, 15);
});

test('ln(5! / 5⁵)', () => {
  expect(logFactorialOverPower(5)).toBeCloseTo(Math.log(120 / 3125), 14);
});
