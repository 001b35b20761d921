import fc from 'fast-check';
import { categoriesGrid, cellsProfile, gridOver, numericProfile } from '../../../test/support/samples.js';
import type { Profile } from './profile.js';
import { referenceOf, type ReferenceFeature } from './reference.js';

const numbers = [1, 2, 3, 5, 8, 13, NaN];
const grid = gridOver(numbers);
const numeric = (name: string, profile: Profile = numericProfile(grid, numbers)): ReferenceFeature => ({
  feature: { name, kind: 'numeric' },
  profile,
});
const categorical: ReferenceFeature = {
  feature: { name: 'c', kind: 'categorical' },
  profile: cellsProfile(categoriesGrid({ x: 3, y: 2 }), [3, 2], 2),
};
const version = (...features: ReferenceFeature[]): string => referenceOf(features).version;

test('the version is twelve hexadecimal digits, and the same for the same features in any order', () => {
  const features = [numeric('a'), numeric('b'), categorical];
  expect(version(...features)).toMatch(/^[0-9a-f]{12}$/);
  expect(version(...[...features].reverse())).toBe(version(...features));
  expect(referenceOf(features).rows).toBe(numbers.length);
});

test('the version does not depend on the order of rows', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
      const of = (rows: readonly number[]): string =>
        version(numeric('a', numericProfile(gridOver(rows), rows)));
      expect(of([...values].reverse())).toBe(of(values));
    }),
  );
});

test('sums and joint sums, whose last digits depend on the order of rows, leave the version as it is', () => {
  const profile = numericProfile(grid, numbers);
  const other = { ...profile, sums: profile.sums.map((sum) => sum + 1e-12), joint: {} };
  expect(version(numeric('a', other))).toBe(version(numeric('a')));
});

test('one row more in any cell, or in any side counter, makes another version', () => {
  const profile = numericProfile(grid, numbers);
  const inCell = Array.from(profile.counts.keys(), (changed) => ({
    ...profile,
    counts: profile.counts.map((count, cell) => count + Number(cell === changed)),
  }));
  const beside = (['rows', 'missing', 'infinite', 'below', 'above', 'unseen'] as const).map((counter) => ({
    ...profile,
    [counter]: profile[counter] + 1,
  }));
  const versions = [profile, ...inCell, ...beside].map((changed) => version(numeric('a', changed)));
  expect(new Set(versions).size).toBe(versions.length);
});

test('another edge, category, name, kind or expression makes another version', () => {
  const other = gridOver([1, 2, 3, 5, 8, 14]);
  const renamed = cellsProfile(categoriesGrid({ x: 3, z: 2 }), [3, 2], 2);
  const versions = [
    version(numeric('a')),
    version(numeric('a', numericProfile(other, numbers))),
    version(numeric('b')),
    version({ ...numeric('a'), feature: { name: 'a', kind: 'numeric', expression: 'a' } }),
    version({ ...numeric('a'), feature: { name: 'a', kind: 'numeric', expression: 'b' } }),
    version(categorical),
    version({ ...categorical, profile: renamed }),
    version(),
  ];
  expect(new Set(versions).size).toBe(versions.length);
});
