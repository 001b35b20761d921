import { normalizedGain } from './normalizedGain.js';

test('the worst order of two, by hand', () => {
  expect(normalizedGain([1, 0], [0, 1])).toBeCloseTo(1 / Math.log2(3), 15);
});

test('ties take the mean of both orders', () => {
  expect(normalizedGain([1, 0], [5, 5])).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 15);
});

test('one feature, and none worth anything, have none', () => {
  expect(normalizedGain([1], [1])).toBeUndefined();
  expect(normalizedGain([0, 0], [1, 2])).toBeUndefined();
});
