import { classifierProfile, gridAt, regressionProfile } from '../../../../test/support/rowOutcomes.js';
import type { Profile } from '../../profile/profile.js';
import { errorBaseline, errorSums, standardisedError } from './bucketErrors.js';

const grid = gridAt(0.25, 0.5, 0.75);

/** So many rows, the first of them wrong. */
const classes = (rows: number, wrong: number): Profile =>
  classifierProfile(
    grid,
    Array.from({ length: rows }, (_, index) => [0.6, index < wrong ? 0 : 1]),
  );

const numbers = (errors: readonly number[]): Profile =>
  regressionProfile(
    grid,
    errors.map((error) => [0.5 + error, 0.5]),
  );

test('errors of classes are measured in binomial deviations', () => {
  const baseline = errorBaseline(classes(999, 99), [], 'classification');
  const rate = 99.5 / 1000;
  expect(baseline?.mean).toBeCloseTo(rate, 12);
  const bucket = errorSums(classes(100, 20)) ?? { rows: 0, sum: 0 };
  expect(bucket).toEqual({ rows: 100, sum: 20 });
  const z = (0.2 - rate) / Math.sqrt((rate * (1 - rate)) / 100);
  expect(baseline && standardisedError(baseline, bucket)).toBeCloseTo(z, 12);
});

test('where the reference’s own buckets vary by more than chance, that is the unit', () => {
  const buckets = Array.from({ length: 20 }, (_, index) => classes(100, index % 2 === 0 ? 0 : 20));
  const baseline = errorBaseline(classes(2000, 200), buckets, 'classification');
  expect(baseline?.spread).toBeCloseTo(0.1 / Math.sqrt(0.09 / 100), 1);
  const squares = baseline?.buckets.map((value) => value ** 2) ?? [];
  expect(squares.reduce((sum, value) => sum + value, 0) / 20).toBeCloseTo(1, 9);
  // buckets that are more alike than chance are no finer unit, and few tell nothing
  expect(errorBaseline(classes(2000, 200), [...buckets.slice(0, 9)], 'classification')?.spread).toBe(1);
  const alike = buckets.map(() => classes(100, 10));
  expect(errorBaseline(classes(2000, 200), alike, 'classification')?.spread).toBe(1);
});

test('errors of numbers are measured in their own deviation', () => {
  const baseline = errorBaseline(numbers([0.1, 0.3, -0.1, -0.3]), [], 'regression');
  expect(baseline?.mean).toBeCloseTo(0.2, 6);
  expect(baseline?.deviation).toBeCloseTo(0.1, 6);
});

test.each<[string, Profile, 'classification' | 'regression']>([
  ['no label', classifierProfile(grid, [[0.5, NaN]]), 'classification'],
  ['no rows', classifierProfile(grid, []), 'classification'],
  ['errors that are all alike', numbers([0.1, 0.1, 0.1]), 'regression'],
  ['squares that were not summed', classes(0, 0), 'regression'],
])('%s: no unit', (_, profile, task) => {
  expect(errorBaseline(profile, [], task)).toBeUndefined();
});

test('a reference without errors, or with nothing else, has a unit, too', () => {
  for (const wrong of [0, 100]) {
    const baseline = errorBaseline(classes(100, wrong), [classes(10, wrong / 10)], 'classification');
    expect(Number.isFinite(baseline?.buckets[0])).toBe(true);
    expect(baseline?.deviation).toBeGreaterThan(0);
  }
});
