import { categoriesGrid, gridOver } from '../../../../test/support/samples.js';
import { stepGrid } from '../../../../test/support/jointTables.js';
import { cellNames } from './cellName.js';
import { psiCounts, emptyProfile } from '../../profile/profile.js';

const texts = (grid: Parameters<typeof cellNames>[0]): string[] => cellNames(grid).map(({ text }) => text);

test('numeric cells are named by their ends', () => {
  expect(texts(stepGrid(3))).toEqual(['up to 1', '1 to 2', 'above 2', 'missing']);
  expect(cellNames(stepGrid(3)).slice(0, 2)).toMatchObject([
    { kind: 'interval', upper: 1 },
    { lower: 1, upper: 2 },
  ]);
  expect(texts(stepGrid(1))).toEqual(['any value', 'missing']);
});

test('where the reference knows its values, by the least and greatest of them', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  expect(texts(gridOver(hours))[1]).toMatch(/^[34] to [34]$/);
  // 0 holds most rows, and has a cell of its own
  expect(texts(gridOver([...Array<number>(90).fill(0), -2, -1, 1, 2, 3]))).toContain('0');
});

test('ends that differ in a late digit are written so', () => {
  const pressures = Array.from({ length: 3_000 }, (_, index) => 1_010 + index / 1e3);
  const names = texts(gridOver(pressures));
  expect(new Set(names).size).toBe(names.length);
});

test('categories are quoted, and there is a name for each cell and the missing', () => {
  const grid = categoriesGrid({ EWR: 2, 'a "b"': 1 });
  expect(texts(grid)).toEqual(['"EWR"', '"a \\"b\\""', 'other categories', 'unseen categories', 'missing']);
  for (const each of [grid, stepGrid(4), gridOver([]), gridOver([1])]) {
    expect(cellNames(each)).toHaveLength(psiCounts(emptyProfile(each)).length + 1);
  }
});
