import { compareSamples } from '../../../test/support/comparisons.js';
import { Draws } from '../../../test/support/randomness.js';
import { compareCategories } from '../../../test/support/samples.js';
import { unseenShare } from './unseenShare.js';

const draws = new Draws(4);
const whole = (rows: number, values: number): number[] => draws.many(rows, () => draws.below(values));
const halves = (rows: number[], share: number): number[] =>
  rows.map((value, row) => (row < share * rows.length ? value + 0.5 : value));

test('values between those of the reference are found', () => {
  expect(unseenShare(compareSamples(whole(5_000, 300), halves(whole(200, 300), 0.1)))).toBeLessThan(1e-20);
});

test('as many new ones as the reference lets expect are none', () => {
  const found = draws.many(100, () => unseenShare(compareSamples(whole(600, 900), whole(300, 900))) ?? NaN);
  expect(found.filter((pValue) => pValue <= 0.05).length).toBeLessThanOrEqual(5);
});

test('a reference with more values than are known says nothing', () => {
  const many = draws.many(3_000, () => draws.uniform());
  expect(unseenShare(compareSamples(many, many))).toBeUndefined();
});

test('fewer than expected are no sign of anything', () => {
  expect(unseenShare(compareSamples(whole(600, 900), [1, 1, 1]))).toBe(1);
  expect(unseenShare(compareCategories(['a', 'b', 'c'], ['a', 'a']))).toBe(1);
});

test('of a reference that has moved on, its own new values count as expected', () => {
  const { reference, current } = compareSamples(whole(5_000, 300), halves(whole(5_000, 300), 0.1));
  expect(unseenShare({ reference: current, current })).toBe(1);
  expect(unseenShare({ reference, current })).toBeLessThan(1e-100);
});
