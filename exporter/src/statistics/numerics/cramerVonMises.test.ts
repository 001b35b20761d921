import { cramerVonMisesExact } from './cramerVonMisesExact.js';
import { cramerVonMisesLimit } from './cramerVonMisesLimit.js';

test('counts orderings by hand', () => {
  // of the six orderings of two and two, aabb and bbaa have T = 4/16 · 1.5 = .375
  expect(cramerVonMisesExact(0.375, 2, 2)).toBeCloseTo(2 / 6, 15);
  expect(cramerVonMisesExact(0.125, 2, 2)).toBe(1);
});

test('the limit is close to the exact p-value at twenty and twenty', () => {
  for (const statistic of [0.1, 0.3, 0.5]) {
    expect(
      Math.abs(cramerVonMisesLimit(statistic, 20, 20) - cramerVonMisesExact(statistic, 20, 20)),
    ).toBeLessThan(0.02);
  }
});

test("the limit's published 5 % point is .46136", () => {
  // Anderson and Darling 1952, table 1
  expect(cramerVonMisesLimit(0.46136, 1e7, 1e7)).toBeCloseTo(0.05, 5);
});
