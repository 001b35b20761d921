import { drawnClassifier } from '../../../../test/support/drawnClassifier.js';
import { classifierProfile, type PredictedRow } from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import { calibration } from './calibration.js';
import { reliability, type ReliabilityPoint } from './reliability.js';
import { windowOutcome, type ClassificationOutcome } from './windowOutcome.js';

const grid = gridOver(Array.from({ length: 10_000 }, (_, row) => (row + 1) / 10_000));

function outcomeOf(rows: readonly PredictedRow[]): ClassificationOutcome {
  const outcome = windowOutcome(classifierProfile(grid, rows), 'classification');
  if (outcome === undefined) throw new Error('the grid is categorical');
  return outcome;
}

test('a point for each decile of the reference that has rows', () => {
  const points = reliability(
    outcomeOf([
      [0.11, 0],
      [0.19, 1],
      [0.95, 1],
      [0.5, NaN],
      [1.5, 1],
    ]),
  );
  expect(points).toHaveLength(2);
  expect(points[0]).toMatchObject({ rows: 2, observed_rate: 0.5 });
  expect(points[0]?.mean_prediction).toBeCloseTo(0.15, 12);
  expect(points[0]?.score_above).toBeCloseTo(0.1, 3);
  expect(points[0]?.score_to).toBeCloseTo(0.2, 3);
  expect(points[1]).toMatchObject({ score_to: 1, observed_rate: 1, upper: 1 });
  expect(reliability(outcomeOf([[0.5, NaN]]))).toEqual([]);
});

test('calibrated scores lie in the intervals, and their error below its noise floor in 95 %', () => {
  let [inside, points, below] = [0, 0, 0];
  for (let seed = 1; seed <= 100; seed++) {
    const outcome = outcomeOf(drawnClassifier(seed * 7919, 400));
    const drawn = reliability(outcome);
    const isInside = ({ mean_prediction, lower, upper }: ReliabilityPoint): boolean =>
      lower <= mean_prediction && mean_prediction <= upper;
    inside += drawn.filter(isInside).length;
    points += drawn.length;
    const { value = NaN, noise_floor = NaN } = calibration.compute(outcome) ?? {};
    below += value <= noise_floor ? 1 : 0;
  }
  expect(points).toBe(1000);
  expect(inside / points).toBeGreaterThan(0.92);
  expect(inside / points).toBeLessThan(0.98);
  expect(below).toBeGreaterThanOrEqual(88);
  expect(below).toBeLessThan(100);
});

test('the noise floor of one group is that of a folded normal distribution', () => {
  const rows = Array.from({ length: 50 }, (): PredictedRow => [0.35, 0]);
  const deviation = Math.sqrt(50 * 0.35 * 0.65) / 50;
  const [mean, spread] = [Math.sqrt(2 / Math.PI), Math.sqrt(1 - 2 / Math.PI)];
  const floor = deviation * (mean + 1.6448536269514722 * spread);
  expect(calibration.compute(outcomeOf(rows))?.noise_floor).toBeCloseTo(floor, 12);
});

test('the error is the mean gap, weighted by rows', () => {
  const outcome = outcomeOf([
    [0.15, 1],
    [0.15, 0],
    [0.15, 0],
    [0.95, 1],
  ]);
  expect(calibration.compute(outcome)?.value).toBeCloseTo((3 * (1 / 3 - 0.15) + 0.05) / 4, 12);
});
