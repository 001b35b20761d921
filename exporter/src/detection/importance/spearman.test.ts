import { spearman } from './spearman.js';

test('orders alike, opposed and constant', () => {
  expect(spearman([1, 2, 3], [10, 20, 90])).toBe(1);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBe(-1);
  expect(spearman([1, 1, 1], [3, 2, 1])).toBeUndefined();
  expect(spearman([], [])).toBeUndefined();
});
