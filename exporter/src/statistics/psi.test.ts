import { compareCounts, compareSamples } from '../../../test/support/comparisons.js';
import { psi } from './psi.js';

const settings = { significanceLevel: 0.05 };

test('is the textbook sum over shares', () => {
  const result = psi.compute(compareCounts([50, 50], [30, 70]), settings);
  expect(result?.value).toBeCloseTo(-0.2 * Math.log(0.6) + 0.2 * Math.log(1.4), 14);
  // 3.841 · (1/100 + 1/100)
  expect(result?.noise_floor).toBeCloseTo(0.07683, 5);
  expect(result?.p_value).toBeCloseTo(0.0036046071, 10);
});

test('a cell that is empty on one side counts there as half an observation', () => {
  const result = psi.compute(compareCounts([90, 10], [100, 0]), settings);
  expect(result?.value).toBeCloseTo(0.1 * Math.log(1 / 0.9) + (0.005 - 0.1) * Math.log(0.05), 14);
});

test('cells that are empty on both sides count for nothing', () => {
  const few = psi.compute(compareCounts([50, 50], [30, 70]), settings);
  expect(psi.compute(compareCounts([50, 0, 50, 0], [30, 0, 70, 0]), settings)).toEqual(few);
});

test('a single cell cannot drift', () => {
  expect(psi.compute(compareCounts([9], [4]), settings)).toEqual({ value: 0, noise_floor: 0, p_value: 1 });
});

test('a constant that takes another value is seen, either way', () => {
  const five = Array.from({ length: 100 }, () => 5);
  for (const other of [4, 6]) {
    const moved = psi.compute(
      compareSamples(
        five,
        five.map(() => other),
      ),
      settings,
    );
    expect(moved?.value).toBeGreaterThan(5);
  }
});

test('missing rows are not part of the shares', () => {
  const all = psi.compute(compareCounts([50, 50], [30, 70]), settings);
  expect(psi.compute(compareCounts([50, 50], [30, 70], [500, 20]), settings)).toEqual(all);
});
