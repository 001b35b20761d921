import { chiSquaredQuantile, chiSquaredSurvival } from './chiSquaredDistribution.js';

test('the tables of any textbook', () => {
  expect(chiSquaredQuantile(0.05, 1)).toBeCloseTo(3.841, 3);
  expect(chiSquaredQuantile(0.05, 9)).toBeCloseTo(16.919, 3);
  expect(chiSquaredSurvival(16.919, 9)).toBeCloseTo(0.05, 5);
});

test.each([1, 2, 9, 101, 5000])(
  'quantile and survival undo each other at %d degrees of freedom',
  (degreesOfFreedom) => {
    for (const tail of [0.999, 0.5, 0.05, 1e-9, 1e-100]) {
      const quantile = chiSquaredQuantile(tail, degreesOfFreedom);
      expect(chiSquaredSurvival(quantile, degreesOfFreedom) / tail).toBeCloseTo(1, 9);
    }
  },
);

test('no degrees of freedom leave no doubt', () => {
  expect(chiSquaredQuantile(0.05, 0)).toBe(0);
  expect(chiSquaredSurvival(0, 0)).toBe(1);
  expect(chiSquaredSurvival(1, 0)).toBe(0);
});
