import { categoryProfile, profileOf } from '../../../../test/support/profiles.js';
import type { CategoricalGrid } from '../../profile/grid.js';
import { psi } from '../../statistics/index.js';
import { categoryBars } from './categoryBars.js';

const grid: CategoricalGrid = {
  kind: 'categorical',
  categories: ['a', 'b', 'c'],
  others: ['d', 'e'],
  complete: true,
};
const of = (counts: number[], missing = 0) => profileOf(grid, Float64Array.from(counts), missing);
const names = (prepared: ReturnType<typeof categoryBars>) => prepared.bars.map(({ name }) => name);

test('categories come by change; bars that stand for several come last, where there is something in them', () => {
  const prepared = categoryBars(grid, of([50, 30, 20, 0, 0]), of([45, 10, 20, 5, 20], 10), 10);
  expect(names(prepared)).toEqual(['b', 'a', 'c', '2 rarer categories', 'new categories', 'missing']);
  expect(names(categoryBars(grid, of([50, 30, 20, 0, 0]), of([1, 1, 1, 0, 0]), 10))).toEqual(['a', 'c', 'b']);
});

test('what is beyond the limit is summed, and one too many is shown', () => {
  const [reference, current] = [of([60, 30, 10, 0, 0]), of([10, 30, 60, 0, 0])];
  expect(names(categoryBars(grid, reference, current, 1))).toEqual(['a', '2 more']);
  expect(names(categoryBars(grid, reference, current, 2))).toEqual(['a', 'c', 'b']);
  expect(categoryBars(grid, reference, current, 1).bars[1]).toMatchObject({
    reference: 0.4,
    current: expect.closeTo(0.9, 12),
  });
});

test('the parts add up to the registry’s PSI, whatever is folded', () => {
  const reference = categoryProfile(grid, [5, 3, 1, 1, 0], 1000, 10);
  const current = categoryProfile(grid, [3, 3, 0, 1, 2], 170);
  const score = psi.compute({ reference, current }, { significanceLevel: 0.05 })?.value ?? NaN;
  for (const limit of [0, 1, 10]) {
    expect(
      categoryBars(grid, reference, current, limit).bars.reduce((sum, bar) => sum + bar.psi, 0),
    ).toBeCloseTo(score, 12);
  }
});

test('empty sides and no category at all give zeros and no bars', () => {
  expect(
    categoryBars(grid, of([0, 0, 0, 0, 0]), of([1, 0, 0, 0, 0]), 10).bars.every(
      ({ psi: part }) => part === 0,
    ),
  ).toBe(true);
  const none: CategoricalGrid = { ...grid, categories: [], others: [] };
  expect(
    categoryBars(none, profileOf(none, Float64Array.of(0, 0)), profileOf(none, Float64Array.of(0, 0)), 10)
      .bars,
  ).toEqual([]);
});

test('new categories that are known by name add to PSI as cells of their own', () => {
  const [reference, current] = [of([50, 30, 20, 0, 0]), of([40, 30, 20, 0, 10])];
  const named = [
    { name: 'x', count: 6 },
    { name: 'y', count: 4 },
  ];
  const total = categoryBars(grid, reference, current, 10, named).bars.reduce((sum, bar) => sum + bar.psi, 0);
  const value = psi.compute(
    { reference, current, unseenCategories: named },
    { significanceLevel: 0.05 },
  )?.value;
  expect(total).toBeCloseTo(value ?? NaN, 12);
  expect(total).not.toBeCloseTo(
    psi.compute({ reference, current }, { significanceLevel: 0.05 })?.value ?? NaN,
    3,
  );
});
