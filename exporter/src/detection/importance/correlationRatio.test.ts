import { outcomeProfile, stepGrid, tableOf } from '../../../../test/support/jointTables.js';
import { emptyJoint, type JointSums } from '../../sources/source.js';
import { correlationRatio, labelVariance } from './correlationRatio.js';

test('cells that tell the number tell everything', () => {
  // 50 rows of 1 and 50 of 3
  expect(correlationRatio(tableOf([50, 50], [50, 150]), 1)).toEqual({ eta_squared: 1, epsilon_squared: 1 });
});

test('what chance brings is taken off', () => {
  const { eta_squared = 0, epsilon_squared } = correlationRatio(tableOf([4, 4, 4], [1, 2, 3]), 1) ?? {};
  expect(eta_squared).toBeGreaterThan(0);
  expect(epsilon_squared).toBe(0);
});

test.each([
  ['does not vary', [5, 5], [5, 5], 0],
  ['has no variance', [5, 5], [5, 5], NaN],
  ['is single in each cell', [1, 1], [1, 2], 0.25],
])('an outcome that %s has none', (_, rows, sums, variance) => {
  expect(correlationRatio(tableOf(rows, sums), variance)).toBeUndefined();
});

describe('the variance of a label', () => {
  const grid = stepGrid(2);
  const sums = (counts: number[], values: number[]): JointSums => ({
    ...emptyJoint(0),
    counts: Float64Array.from(counts),
    sums: Float64Array.from(values),
  });

  test('comes from its squares around a centre', () => {
    // 9, 10, 11 and 12 around 10
    const joint = { label_deviation: sums([2, 2], [-1, 3]), label_square: sums([2, 2], [1, 5]) };
    expect(labelVariance({ ...outcomeProfile(grid, [2, 2]), joint })).toBeCloseTo(1.25, 12);
  });

  test.each([
    ['no labels', {}],
    ['no squares', { label_deviation: sums([2, 2], [-1, 3]) }],
    ['no rows', { label_deviation: sums([0, 0], [0, 0]), label_square: sums([0, 0], [0, 0]) }],
    ['no numbers', { label_deviation: sums([2, 2], [19, NaN]), label_square: sums([2, 2], [1, 5]) }],
  ])('is unknown with %s', (_, joint) => {
    expect(labelVariance({ ...outcomeProfile(grid, [2, 2]), joint })).toBeUndefined();
  });
});
