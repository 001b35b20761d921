import { outcomeProfile, stepGrid } from '../../../../test/support/jointTables.js';
import { categoriesGrid, cellsProfile } from '../../../../test/support/samples.js';
import type { Profile } from '../../profile/profile.js';
import { segmentCandidates } from './segmentCandidates.js';

type Entry = { readonly feature: string; readonly reference: Profile };

function categorical(feature: string, categories: number): Entry {
  const names = Array.from({ length: categories }, (_, index) => `${feature}${index}`);
  const grid = categoriesGrid(Object.fromEntries(names.map((name) => [name, 10])));
  return {
    feature,
    reference: cellsProfile(
      grid,
      names.slice(0, 100).map(() => 10),
    ),
  };
}
const numeric = (feature: string, cells = 10): Entry => ({
  feature,
  reference: outcomeProfile(stepGrid(cells), Array<number>(cells).fill(10)),
});

test('columns of few values first, then numbers that carry much of the drift', () => {
  const features = [categorical('many', 30), numeric('x'), categorical('few', 3), numeric('y'), numeric('z')];
  const shares = [
    { feature: 'y', share: 0.6 },
    { feature: 'z', share: 0.3 },
    { feature: 'x', share: 0.1 },
  ];
  expect(segmentCandidates(features, shares)).toEqual([
    { column: 'few', by: 'values', values: ['few0', 'few1', 'few2'] },
    { column: 'many', by: 'values', values: Array.from({ length: 10 }, (_, index) => `many${index}`) },
    { column: 'y', by: 'ranges', edges: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { column: 'z', by: 'ranges', edges: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  ]);
});

test('the number of columns, values and ranges is bounded', () => {
  const features = Array.from({ length: 40 }, (_, index) => categorical(`c${index}`, 5 + index));
  const found = segmentCandidates([...features, numeric('x', 90)], [{ feature: 'x', share: 1 }]);
  expect(found).toHaveLength(12);
  const [ranges] = segmentCandidates([numeric('x', 90)], [{ feature: 'x', share: 1.1 }], {
    columns: 1,
    values: 4,
  });
  expect(ranges).toMatchObject({ edges: [15, 45, 75] });
});

test('what does not vary, has no rows, or too many categories to know is passed over', () => {
  const constant = { feature: 'k', reference: outcomeProfile(stepGrid(2), [1_000, 1]) };
  const empty = { feature: 'e', reference: outcomeProfile(stepGrid(2), [0, 0]) };
  const shares = ['k', 'e'].map((feature) => ({ feature, share: 0.9 }));
  expect(segmentCandidates([constant, empty, categorical('ids', 200)], shares)).toEqual([]);
  expect(segmentCandidates([])).toEqual([]);
});
