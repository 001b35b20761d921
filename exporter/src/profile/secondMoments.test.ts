import { emptyMoments, mergeMoments, secondMoments, totalMoments, withoutMoments } from './secondMoments.js';

const features = ['a', 'b'];
const one = {
  features,
  rows: 2,
  sums: Float64Array.of(1, 2),
  products: Float64Array.of(3, 4, 5),
  residuals: 6,
};
const other = {
  features,
  rows: 5,
  sums: Float64Array.of(2, 2),
  products: Float64Array.of(1, 1, 1),
  residuals: 1,
};

test('stretches add up, in any order, and what was added can be taken away', () => {
  const both = {
    features,
    rows: 7,
    sums: Float64Array.of(3, 4),
    products: Float64Array.of(4, 5, 6),
    residuals: 7,
  };
  expect(mergeMoments(one, other)).toEqual(both);
  expect(mergeMoments(other, one)).toEqual(both);
  expect(totalMoments(features, [one, other])).toEqual(both);
  expect(withoutMoments(both, other)).toEqual(one);
  expect(mergeMoments(emptyMoments(features), one)).toEqual(one);
});

test('residuals only where all that have rows know them', () => {
  const { rows, sums, products } = other;
  const silent = { features, rows, sums, products };
  expect(mergeMoments(one, silent)).not.toHaveProperty('residuals');
  expect(totalMoments(features, [one, silent, one])).not.toHaveProperty('residuals');
  expect(totalMoments(features, [one, emptyMoments(features)])).toEqual(one);
});

test('other features do not add up', () => {
  expect(() => mergeMoments(one, { ...other, features: ['b', 'a'] })).toThrow(RangeError);
  expect(() => totalMoments(['a'], [one])).toThrow(RangeError);
  expect(() => secondMoments(['a'], one)).toThrow(RangeError);
});
