import { drawnClassifier } from '../../../../test/support/drawnClassifier.js';
import { classifierProfile, gridAt, type PredictedRow } from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import type { NumericGrid } from '../../profile/grid.js';
import { estimateError } from './estimateError.js';
import { estimatePerformance } from './estimatePerformance.js';
import { expectedOutcome } from './expectedOutcome.js';
import * as registry from './index.js';
import { measurePerformance } from './measurePerformance.js';
import { scoreCalibration, type ScoreCalibration } from './scoreCalibration.js';
import { windowOutcome, type ClassificationOutcome } from './windowOutcome.js';

function outcomeOf(grid: NumericGrid, rows: readonly PredictedRow[], threshold = 0.5): ClassificationOutcome {
  const outcome = windowOutcome(classifierProfile(grid, rows, threshold), 'classification');
  if (outcome === undefined) throw new Error('the grid is categorical');
  return outcome;
}

const unlabelled = (rows: readonly PredictedRow[]): PredictedRow[] => rows.map(([score]) => [score, NaN]);
/** Scores that promise too much. */
const tooHigh = (score: number): number => score ** 2;

const asTheyAre: ScoreCalibration = { method: 'none', p_value: 1, blocks: [] };

test('by hand: two rows of .8 and two of .3', () => {
  const grid = gridOver([0.3, 0.8]);
  const rows = unlabelled([
    [0.8, 0],
    [0.8, 0],
    [0.3, 0],
    [0.3, 0],
  ]);
  const estimated = estimatePerformance(asTheyAre, outcomeOf(grid, rows));
  // expected: 1.6 hits, .4 false alarms, .6 misses, 1.4 rightly quiet
  expect(estimated.accuracy?.value).toBeCloseTo(3 / 4, 12);
  expect(estimated.precision?.value).toBeCloseTo(0.8, 12);
  expect(estimated.recall?.value).toBeCloseTo(1.6 / 2.2, 12);
  expect(estimated.f1?.value).toBeCloseTo(3.2 / 4.2, 12);
  expect(estimated.roc_auc?.value).toBeCloseTo((1.6 * (1.4 + 0.2) + 0.6 * 0.7) / (2.2 * 1.8), 12);
  expect(estimated.brier?.value).toBeCloseTo((2 * 0.16 + 2 * 0.21) / 4, 12);
  // four labels of Poisson's binomial distribution, two of .8 and two of .3
  expect(estimated.accuracy?.standard_error).toBeCloseTo(Math.sqrt(2 * 0.16 + 2 * 0.21) / 4, 12);
  expect(estimated.accuracy?.lower).toBeCloseTo(3 / 4 - (3 * Math.sqrt(2 * 0.16 + 2 * 0.21)) / 4, 12);
  expect(estimated.accuracy?.upper).toBe(1);
});

test('of many rows, the band is as wide as the reference is unsure', () => {
  const blocks = [
    { first: 0, last: 0, probability: 0.25, rows: 19 },
    { first: 1, last: 1, probability: 0.75, rows: 99 },
  ];
  const rows = Array.from({ length: 10_000 }, (): PredictedRow => [0.9, NaN]);
  const outcome = outcomeOf(gridAt(0.5), rows);
  const estimated = estimatePerformance({ method: 'isotonic', p_value: 0, blocks }, outcome).accuracy;
  // three quarters of 99 rows and half a row of each class
  const variance = (74.75 / 100) * (25.25 / 100);
  expect(estimated?.value).toBeCloseTo(0.75, 12);
  expect(estimated?.standard_error).toBeCloseTo(Math.sqrt(variance / 10_000 + variance / 99), 12);
});

test('a cell that the threshold cuts counts as it was decided', () => {
  const grid = gridAt(0.2, 0.9);
  const rows = unlabelled([
    [0.45, 0],
    [0.55, 0],
  ]);
  const { confusion } = expectedOutcome(asTheyAre, outcomeOf(grid, rows));
  expect(confusion).toMatchObject({
    truePositive: expect.closeTo(0.5, 12),
    falsePositive: expect.closeTo(0.5, 12),
    falseNegative: expect.closeTo(0.5, 12),
  });
});

test('of the reference itself, what labels tell', () => {
  const rows = drawnClassifier(11, 4000, tooHigh);
  const outcome = outcomeOf(gridOver(rows.map(([score]) => score)), rows);
  const calibration = scoreCalibration(outcome);
  expect(calibration?.method).toBe('isotonic');
  const errors = calibration === undefined ? {} : estimateError(calibration, outcome);
  expect(Object.keys(errors).sort()).toEqual(
    ['accuracy', 'brier', 'f1', 'log_loss', 'precision', 'recall', 'roc_auc'].sort(),
  );
  for (const { error, within } of Object.values(errors)) {
    expect(Math.abs(error)).toBeLessThan(0.01);
    expect(within).toBe(true);
  }
});

test('slopes are what the value changes by, for every metric', () => {
  const rows = drawnClassifier(5, 300, tooHigh);
  const grid = gridOver(rows.map(([score]) => score));
  const expected = expectedOutcome(asTheyAre, outcomeOf(grid, rows, 0.413));
  const change = 1e-6;
  for (const metric of Object.values(registry)) {
    if (metric.task !== 'classification' || metric.estimate === undefined) continue;
    const before = metric.estimate(expected);
    for (const cell of [20, 90, 124, 125, 126, 127, 200].filter((of) => (expected.perCell[of] ?? 0) > 0)) {
      const probabilities = expected.probabilities.slice();
      probabilities[cell] = (probabilities[cell] ?? 0) + change;
      const [count = 0, positive = 0] = [expected.perCell[cell], expected.decided[cell]];
      const negative = count - positive;
      const { truePositive, falsePositive, falseNegative, trueNegative } = expected.confusion;
      const after = metric.estimate({
        ...expected,
        probabilities,
        confusion: {
          truePositive: truePositive + positive * change,
          falsePositive: falsePositive - positive * change,
          falseNegative: falseNegative + negative * change,
          trueNegative: trueNegative - negative * change,
        },
      });
      const pull =
        positive * (before?.slope(cell, true) ?? NaN) + negative * (before?.slope(cell, false) ?? NaN);
      expect(((after?.value ?? NaN) - (before?.value ?? NaN)) / change).toBeCloseTo(pull, 4);
    }
  }
});

test.each([
  ['scores that are calibrated', (score: number) => score],
  ['scores that promise too much', tooHigh],
])('the truth lies in the band, which is no wider than it must be: %s', (_, probability) => {
  const repetitions = 80;
  const squares: Record<string, { off: number; told: number; within: number }> = {};
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const reference = drawnClassifier(1000 + 7919 * repetition, 1500, probability);
    const grid = gridOver(reference.map(([score]) => score));
    const calibration = scoreCalibration(outcomeOf(grid, reference)) ?? asTheyAre;
    // more high scores than in the reference
    const rows = drawnClassifier(500_000 + 104_729 * repetition, 400, probability, (u) => u ** 0.7);
    const estimated = estimatePerformance(calibration, outcomeOf(grid, unlabelled(rows)));
    const truth = measurePerformance(outcomeOf(grid, rows));
    for (const [id, { value, standard_error = 0, lower = value, upper = value }] of Object.entries(
      estimated,
    )) {
      const sums = (squares[id] ??= { off: 0, told: 0, within: 0 });
      const { value: true_ } = truth[id] ?? { value: NaN };
      sums.off += (true_ - value) ** 2;
      sums.told += standard_error ** 2;
      sums.within += lower <= true_ && true_ <= upper ? 1 : 0;
    }
  }
  expect(Object.keys(squares)).toHaveLength(7);
  for (const { off, told, within } of Object.values(squares)) {
    expect(within / repetitions).toBeGreaterThan(0.95);
    // a root mean square of 80 is sure to a twelfth or so
    expect(Math.sqrt(off / told)).toBeGreaterThan(0.7);
    expect(Math.sqrt(off / told)).toBeLessThan(1.4);
  }
});

test('sees scores that shift, and is blind where labels no longer follow them', () => {
  const reference = drawnClassifier(3, 5000);
  const grid = gridOver(reference.map(([score]) => score));
  const calibration = scoreCalibration(outcomeOf(grid, reference)) ?? asTheyAre;
  const unsure = drawnClassifier(4, 3000, undefined, (uniform) => 0.4 + 0.2 * uniform);
  const shifted = estimateError(calibration, outcomeOf(grid, unsure)).accuracy;
  expect(shifted?.truth).toBeLessThan(0.6);
  expect(shifted?.within).toBe(true);
  const chance = drawnClassifier(5, 3000, () => 0.5);
  const blind = estimateError(calibration, outcomeOf(grid, chance)).roc_auc;
  expect(blind?.truth).toBeLessThan(0.55);
  expect(blind?.estimate).toBeGreaterThan(0.8);
  expect(blind?.within).toBe(false);
});

test('labels that never come are not needed; the error of the estimate is', () => {
  const rows = drawnClassifier(6, 500);
  const grid = gridOver(rows.map(([score]) => score));
  const calibration = scoreCalibration(outcomeOf(grid, rows)) ?? asTheyAre;
  const outcome = outcomeOf(grid, unlabelled(rows));
  expect(Object.keys(estimatePerformance(calibration, outcome))).toHaveLength(7);
  expect(estimateError(calibration, outcome)).toEqual({});
  expect(measurePerformance(outcome)).toEqual({});
});

test('the error of the estimate is of the rows that have a label, whoever else has come', () => {
  const rows = drawnClassifier(8, 400, tooHigh);
  const others = unlabelled(drawnClassifier(9, 400, tooHigh, (uniform) => uniform / 3));
  const grid = gridOver(rows.map(([score]) => score));
  for (const calibration of [asTheyAre, scoreCalibration(outcomeOf(grid, rows)) ?? asTheyAre]) {
    const alone = estimateError(calibration, outcomeOf(grid, rows));
    const among = estimateError(calibration, outcomeOf(grid, [...rows, ...others]));
    for (const [id, { estimate, truth }] of Object.entries(alone)) {
      expect(among[id]?.estimate).toBeCloseTo(estimate, 12);
      expect(among[id]?.truth).toBe(truth);
    }
    const ofAll = estimatePerformance(calibration, outcomeOf(grid, [...rows, ...others])).brier;
    expect(ofAll?.rows).toBe(800);
    expect(Math.abs((ofAll?.value ?? NaN) - (alone.brier?.estimate ?? NaN))).toBeGreaterThan(0.01);
  }
});

test('of few rows, of none, and of odd ones alone', () => {
  const grid = gridOver([0.1, 0.5, 0.9]);
  const of = (rows: PredictedRow[]) => estimatePerformance(asTheyAre, outcomeOf(grid, rows));
  expect(of([])).toEqual({});
  expect(
    of([
      [1.5, 1],
      [-2, 0],
    ]),
  ).toEqual({});
  expect(Object.keys(of([[0.9, NaN]])).sort()).toEqual(['accuracy', 'brier', 'log_loss']);
  expect(of([[1, NaN]]).accuracy).toMatchObject({ value: 1, rows: 1 });
});
