import { gridOver, numericProfile } from '../../../../test/support/samples.js';
import { outcomeProfile, stepGrid, tableOf } from '../../../../test/support/jointTables.js';
import { isBinary, jointTable, outcomeTotal } from './jointTable.js';

const grid = stepGrid(3);

test('the last cell is what is left for rows without a value', () => {
  const profile = outcomeProfile(grid, [10, 0, 30], [1, 0, 6], { missing: 5 });
  const table = jointTable(profile, 'label', { rows: 44, sum: 10 });
  expect(table).toMatchObject({ total: { rows: 44, sum: 10 } });
  expect([...(table?.rows ?? [])]).toEqual([10, 0, 30, 4]);
  expect([...(table?.sums ?? [])]).toEqual([1, 0, 6, 3]);
});

test('numeric cells are the PSI cells', () => {
  const numbers = gridOver(Array.from({ length: 2_000 }, (_, index) => index));
  const profile = numericProfile(numbers, [5, 1_990]);
  const label = { counts: profile.counts, sums: profile.counts.map((count) => count / 2) };
  const table = jointTable({ ...profile, joint: { label } }, 'label');
  expect(table?.rows).toHaveLength(11);
  expect(table?.total).toEqual({ rows: 2, sum: 1 });
});

test('what rounding leaves where no row is, and totals that contradict, count for nothing', () => {
  const profile = outcomeProfile(grid, [10, 10, 10], [0.1, 0.2, 0.3]);
  expect(jointTable(profile, 'label', { rows: 30, sum: 0.6 })?.sums[3]).toBe(0);
  expect(jointTable(profile, 'label', { rows: 20, sum: 9 })?.total.rows).toBe(30);
});

test.each([
  ['was not counted', {}],
  ['has no row', { label: { counts: new Float64Array(3), sums: new Float64Array(3) } }],
  [
    'sums to infinity',
    { label: { counts: Float64Array.of(1, 1, 1), sums: Float64Array.of(1, Infinity, 1) } },
  ],
  ['sums to NaN', { label: { counts: Float64Array.of(1, 1, 1), sums: Float64Array.of(1, NaN, 1) } }],
  [
    'sums beyond doubles',
    { label: { counts: Float64Array.of(1, 1, 1), sums: Float64Array.of(1e308, 1e308, 1) } },
  ],
])('an outcome that %s gives no table', (_, joint) => {
  expect(jointTable({ ...outcomeProfile(grid, [1, 1, 1]), joint }, 'label')).toBeUndefined();
});

test('totals come from a feature that is never missing', () => {
  const holey = outcomeProfile(grid, [1, 1, 1], [1, 1, 1], { missing: 1 });
  const full = outcomeProfile(grid, [2, 1, 1], [1, 1, 1]);
  expect(outcomeTotal([holey, full], 'label')).toEqual({ rows: 4, sum: 3 });
  expect(outcomeTotal([holey], 'label')).toBeUndefined();
  expect(outcomeTotal([full], 'error')).toBeUndefined();
});

test('sums are of zeros and ones where they are whole and within their rows', () => {
  expect(isBinary(tableOf([3, 2], [0, 2]))).toBe(true);
  for (const sums of [
    [0.5, 1],
    [-1, 1],
    [4, 1],
  ])
    expect(isBinary(tableOf([3, 2], sums))).toBe(false);
});
