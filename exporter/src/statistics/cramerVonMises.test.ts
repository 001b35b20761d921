import { compareSamples } from '../../../test/support/comparisons.js';
import { cramerVonMises } from './cramerVonMises.js';

const settings = { significanceLevel: 0.05 };
const compute = (reference: number[], current: number[]): object | undefined =>
  cramerVonMises.compute(compareSamples(reference, current, { exact: true }), settings);

test('has a p-value where no value ties', () => {
  expect(compute([1, 2], [3, 4])).toEqual({
    statistic: expect.closeTo(0.375, 14),
    p_value: expect.closeTo(1 / 3, 14),
  });
});

test('has none where values tie or a side has a single row', () => {
  expect(compute([1, 2, 3], [3, 4])).not.toHaveProperty('p_value');
  expect(compute([1], [2, 3])).not.toHaveProperty('p_value');
});

test('constants that are the same do not differ', () => {
  expect(compute([3, 3, 3], [3, 3])).toEqual({ statistic: 0 });
});

test('needs all values', () => {
  expect(cramerVonMises.compute(compareSamples([1, 2], [3, 4]), settings)).toBeUndefined();
});
