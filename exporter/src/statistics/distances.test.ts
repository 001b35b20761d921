import { compareCounts } from '../../../test/support/comparisons.js';
import { hellinger } from './hellinger.js';
import { jensenShannon } from './jensenShannon.js';
import { lInfinity } from './lInfinity.js';
import { totalVariation } from './totalVariation.js';

const settings = { significanceLevel: 0.05 };
const distances = [hellinger, jensenShannon, lInfinity, totalVariation];

test.each(distances)('$id is 1 where no cell is in common', (statistic) => {
  expect(statistic.compute(compareCounts([7, 0], [0, 3]), settings)).toEqual({ distance: 1 });
});

test.each([
  [hellinger, Math.sqrt(1 - Math.sqrt(0.5))],
  [totalVariation, 0.5],
  [lInfinity, 0.5],
  // half of each divergence from the mixture (¾, ¼): log₂(4/3) and ½ log₂(2/3) + ½ log₂ 2
  [jensenShannon, Math.sqrt((Math.log2(4 / 3) + (Math.log2(2 / 3) + 1) / 2) / 2)],
])('a half of the rows in another cell', (statistic, expected) => {
  const result = statistic.compute(compareCounts([10, 0], [5, 5]), settings);
  expect(result?.distance).toBeCloseTo(expected, 14);
});

test('Jensen–Shannon keeps its accuracy for close shares', () => {
  // to first order δ / √(8 ln 2) · 2 for shares ½ ± δ against ½
  const rows = 1e9;
  const result = jensenShannon.compute(compareCounts([rows, rows], [rows + 10, rows - 10]), settings);
  expect((result?.distance ?? NaN) / ((0.5e-8 * 2) / Math.sqrt(8 * Math.LN2))).toBeCloseTo(1, 7);
});
