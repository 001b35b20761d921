import { gridOver, numericProfile } from '../../../../test/support/samples.js';
import { outcomeProfile, stepGrid, tableOf } from '../../../../test/support/jointTables.js';
import { emptyJoint } from '../../sources/source.js';
import { isBinary, jointTable } from './jointTable.js';

const grid = stepGrid(3);
const label = (counts: number[], sums: number[]) => ({
  label: { ...emptyJoint(0), counts: Float64Array.from(counts), sums: Float64Array.from(sums) },
});

test('the last cell is what is left for rows without a value', () => {
  const profile = outcomeProfile(grid, [10, 0, 30], [1, 0, 6], {
    missing: 5,
    missingCount: 4,
    missingSum: 3,
  });
  const table = jointTable(profile, 'label');
  expect(table).toMatchObject({ total: { rows: 44, sum: 10 } });
  expect([...(table?.rows ?? [])]).toEqual([10, 0, 30, 4]);
  expect([...(table?.sums ?? [])]).toEqual([1, 0, 6, 3]);
});

test('numeric cells are the PSI cells', () => {
  const numbers = gridOver(Array.from({ length: 2_000 }, (_, index) => index));
  const profile = numericProfile(numbers, [5, 1_990]);
  const label = { ...emptyJoint(0), counts: profile.counts, sums: profile.counts.map((count) => count / 2) };
  const table = jointTable({ ...profile, joint: { label } }, 'label');
  expect(table?.rows).toHaveLength(11);
  expect(table?.total).toEqual({ rows: 2, sum: 1 });
});

test('what rounding leaves where no row is counts for nothing', () => {
  const profile = outcomeProfile(grid, [10, 0, 10], [0.1, 1e-17, 0.3]);
  expect(jointTable(profile, 'label')?.sums).toEqual(Float64Array.of(0.1, 0, 0.3, 0));
});

test.each([
  ['was not counted', {}],
  ['has no row', label([0, 0, 0], [0, 0, 0])],
  ['sums to infinity', label([1, 1, 1], [1, Infinity, 1])],
  ['sums to NaN', label([1, 1, 1], [1, NaN, 1])],
  ['sums beyond doubles', label([1, 1, 1], [1e308, 1e308, 1])],
])('an outcome that %s gives no table', (_, joint) => {
  expect(jointTable({ ...outcomeProfile(grid, [1, 1, 1]), joint }, 'label')).toBeUndefined();
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
