import { compareCounts } from '../../../test/support/comparisons.js';
import { kullbackLeibler } from './kullbackLeibler.js';

const settings = { significanceLevel: 0.05 };

test('is that of the current rows from the reference, each count larger by a half', () => {
  const result = kullbackLeibler.compute(compareCounts([9, 0], [4, 5]), settings);
  const expected = 0.45 * Math.log(0.45 / 0.95) + 0.55 * Math.log(0.55 / 0.05);
  expect(result?.divergence).toBeCloseTo(expected, 14);
});

test('cells that are empty on both sides count for nothing', () => {
  const few = kullbackLeibler.compute(compareCounts([9, 1], [4, 5]), settings);
  expect(kullbackLeibler.compute(compareCounts([9, 1, 0], [4, 5, 0]), settings)).toEqual(few);
});
