import { usable } from './usable.js';

test.each([
  ['binary', 0, 0],
  ['binary', 1, 1],
  ['binary', 0.5, undefined],
  ['binary', NaN, undefined],
  ['unit', 0.5, 0.5],
  ['unit', 1.01, undefined],
  ['unit', NaN, undefined],
  ['unit', null, undefined],
  ['real', -3, -3],
  ['real', 1e300, 1e100],
  ['real', -1e300, -1e100],
  ['real', Infinity, undefined],
  ['real', undefined, undefined],
] as const)('a %s detector takes %p as %p', (inputs, value, expected) => {
  expect(usable(value, inputs)).toBe(expected);
});
