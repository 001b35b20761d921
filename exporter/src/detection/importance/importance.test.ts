import { expectFinite, tableOf } from '../../../../test/support/jointTables.js';
import { estimateImportance, givenImportance } from './importance.js';

test('given importances become shares and ranks, ties by name', () => {
  const given = new Map([
    ['b', 2],
    ['a', 2],
    ['c', 4],
    ['stranger', 9],
  ]);
  expect(givenImportance(given, ['a', 'b', 'c', 'd'], 'configured')).toEqual({
    method: 'configured',
    features: [
      { feature: 'c', value: 4, share: 0.5, rank: 1 },
      { feature: 'a', value: 2, share: 0.25, rank: 2 },
      { feature: 'b', value: 2, share: 0.25, rank: 3 },
      { feature: 'd', value: 0, share: 0, rank: 4 },
    ],
  });
});

test('what is negative or no number is none, and without any there are no shares', () => {
  const { features } = givenImportance(
    new Map([
      ['a', NaN],
      ['b', -1],
      ['c', Infinity],
    ]),
    ['a', 'b', 'c'],
    'table',
  );
  expect(features).toEqual(['a', 'b', 'c'].map((feature, index) => ({ feature, value: 0, rank: index + 1 })));
});

test('estimated of a label of zeros and ones, the feature that tells it comes first', () => {
  const importance = estimateImportance(
    [
      { feature: 'noise', table: tableOf([500, 500], [100, 101]) },
      { feature: 'tells', table: tableOf([500, 500], [10, 191]) },
    ],
    { binary: true },
  );
  expect(importance).toMatchObject({
    method: 'estimated',
    features: [{ feature: 'tells', share: 1 }, { share: 0 }],
  });
  expectFinite(importance);
});

test('estimated of numbers by their variance, and of one class by nothing', () => {
  const tables = [{ feature: 'only', table: tableOf([500, 500], [100, 300]) }];
  expect(estimateImportance(tables, { binary: false, variance: 0.16 })?.features).toEqual([
    { feature: 'only', value: expect.closeTo(0.249, 2), share: 1, rank: 1 },
  ]);
  expect(
    estimateImportance([{ feature: 'x', table: tableOf([5, 5], [5, 5]) }], { binary: true }),
  ).toBeUndefined();
  expect(estimateImportance([], { binary: true })).toBeUndefined();
});
