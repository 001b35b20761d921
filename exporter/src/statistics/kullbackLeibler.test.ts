import { compareCounts } from '../../../test/support/comparisons.js';
import { kullbackLeibler } from './kullbackLeibler.js';

const settings = { significanceLevel: 0.05 };

test('is that of the current rows from the reference', () => {
  const result = kullbackLeibler.compute(compareCounts([9, 1], [4, 6]), settings);
  expect(result?.divergence).toBeCloseTo(0.4 * Math.log(0.4 / 0.9) + 0.6 * Math.log(0.6 / 0.1), 14);
});

test('an empty cell counts as half an observation, and shares add up to one again', () => {
  const result = kullbackLeibler.compute(compareCounts([9.5, 0], [4, 6]), settings);
  expect(result?.divergence).toBeCloseTo(0.4 * Math.log(0.4 / 0.95) + 0.6 * Math.log(0.6 / 0.05), 14);
});

test('cells that are empty on both sides count for nothing', () => {
  const few = kullbackLeibler.compute(compareCounts([9, 1], [4, 5]), settings);
  expect(kullbackLeibler.compute(compareCounts([9, 1, 0], [4, 5, 0]), settings)).toEqual(few);
});
