import fc from 'fast-check';
import {
  classifierProfile,
  regressionProfile,
  type PredictedRow,
} from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import { emptyProfile } from '../../profile/profile.js';
import * as registry from './index.js';
import { measurePerformance } from './measurePerformance.js';
import type { Performance } from './performanceMetric.js';
import { windowOutcome } from './windowOutcome.js';

const grid = gridOver([0.1, 0.2, 0.4, 0.5, 0.6, 0.8, 0.9]);

function ofClassifier(rows: readonly PredictedRow[]): Performance {
  const outcome = windowOutcome(classifierProfile(grid, rows), 'classification');
  return outcome === undefined ? {} : measurePerformance(outcome);
}

function ofRegression(rows: readonly PredictedRow[], center = 0): Performance {
  const outcome = windowOutcome(regressionProfile(grid, rows, center), 'regression');
  return outcome === undefined ? {} : measurePerformance(outcome);
}

function values(performance: Performance): Record<string, number> {
  return Object.fromEntries(Object.entries(performance).map(([id, { value }]) => [id, value]));
}

test('counts by hand', () => {
  const performance = ofClassifier([
    [0.1, 0],
    [0.2, 1],
    [0.6, 0],
    [0.8, 1],
    [0.9, 1],
  ]);
  expect(values(performance)).toEqual({
    roc_auc: expect.closeTo(5 / 6, 12),
    accuracy: 0.6,
    precision: expect.closeTo(2 / 3, 12),
    recall: expect.closeTo(2 / 3, 12),
    f1: expect.closeTo(2 / 3, 12),
    brier: expect.closeTo((0.01 + 0.64 + 0.36 + 0.04 + 0.01) / 5, 12),
    log_loss: expect.closeTo(-Math.log(0.9 * 0.2 * 0.4 * 0.8 * 0.9) / 5, 12),
    calibration_error: expect.any(Number),
  });
  expect(performance.precision?.rows).toBe(3);
});

test('labels that never come leave nothing to measure', () => {
  expect(
    ofClassifier([
      [0.1, NaN],
      [0.9, NaN],
    ]),
  ).toEqual({});
  expect(ofRegression([[5, NaN]])).toEqual({});
  const never = windowOutcome(emptyProfile(grid), 'classification');
  expect(never && measurePerformance(never)).toEqual({});
});

test.each([0, 1])('one class only (%d): what tells classes apart is absent', (label) => {
  const performance = ofClassifier([
    [0.1, label],
    [0.9, label],
    [0.8, label],
  ]);
  expect(Object.keys(performance).sort()).toEqual(['accuracy', 'brier', 'calibration_error', 'log_loss']);
});

test('no positive decision: no precision, and an F1 of 0 as scikit-learn has it', () => {
  const performance = ofClassifier([
    [0.1, 0],
    [0.2, 1],
  ]);
  expect(performance.precision).toBeUndefined();
  expect(performance.recall?.value).toBe(0);
  expect(performance.f1?.value).toBe(0);
});

test('scores outside 0–1, infinite ones and labels of no class are left out', () => {
  const good: PredictedRow[] = [
    [0.1, 0],
    [0.8, 1],
    [0.6, 0],
  ];
  const odd: PredictedRow[] = [
    [1.5, 1],
    [-0.1, 0],
    [Infinity, 1],
    [0.5, 2],
    [0.5, -1],
    [0.4, 0.3],
    [NaN, 1],
    [0.4, NaN],
  ];
  const outcome = windowOutcome(classifierProfile(grid, [...good, ...odd]), 'classification');
  expect(outcome).toMatchObject({ odd: 6, rows: 3, presentRows: 10 });
  expect(values(ofClassifier([...odd, ...good]))).toEqual(values(ofClassifier(good)));
});

test('one row', () => {
  expect(ofClassifier([[0.8, 1]]).accuracy).toMatchObject({ value: 1, rows: 1, upper: 1 });
  expect(ofClassifier([[0.8, 1]]).brier).toEqual({ value: expect.closeTo(0.04, 12), rows: 1 });
  expect(values(ofRegression([[3, 5]]))).toEqual({ mae: 2, rmse: 2, bias: -2 });
});

test('R² is absent where all targets are the same, far from zero too', () => {
  const same = Array.from({ length: 10 }, (_, row): PredictedRow => [row, 1.7e9 + 0.1]);
  expect(ofRegression(same, 1.7e9).r2).toBeUndefined();
  expect(ofRegression(same, 0).r2).toBeUndefined();
});

test('standard errors of means are those of the rows', () => {
  const { mae, bias, rmse } = ofRegression([
    [1, 0],
    [0, 3],
    [7, 2],
  ]);
  // errors 1, 3 and 5; signed 1, −3 and 5
  expect(mae?.standard_error).toBeCloseTo(2 / Math.sqrt(3), 12);
  expect(bias?.standard_error).toBeCloseTo(4 / Math.sqrt(3), 12);
  expect(rmse?.standard_error).toBeUndefined();
});

test('the standard error of the Brier score is that of the rows, where each score has a cell', () => {
  const rows: PredictedRow[] = [
    [0.1, 0],
    [0.2, 1],
    [0.6, 0],
    [0.6, 1],
  ];
  const losses = rows.map(([p, y]) => (p - y) ** 2);
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / 4;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / 3;
  expect(ofClassifier(rows).brier?.standard_error).toBeCloseTo(Math.sqrt(variance / 4), 12);
});

test('a prediction that is a category has no outcome', () => {
  const categories = { kind: 'categorical', categories: ['yes'], others: [], complete: true } as const;
  expect(windowOutcome(emptyProfile(categories), 'classification')).toBeUndefined();
});

const anything = fc.oneof(
  fc.double(),
  fc.constantFrom(0, 1, 0.5, -0, 1e308, -1e308, Infinity, 5e-324),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

test('whatever rows hold, all numbers are finite, and values and intervals in range', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anything, anything), { maxLength: 60 }), (rows) => {
      for (const performance of [ofClassifier(rows), ofRegression(rows)]) {
        for (const metric of Object.values(registry)) {
          const measured = performance[metric.id];
          if (measured === undefined) continue;
          expect(Object.values(measured).every(Number.isFinite)).toBe(true);
          const { value, lower = value, upper = value } = measured;
          const [least, most] = metric.range;
          for (const number of [value, lower, upper]) {
            expect(number).toBeGreaterThanOrEqual(least);
            expect(number).toBeLessThanOrEqual(most);
          }
          expect(lower).toBeLessThanOrEqual(value + 1e-9 * Math.abs(value) + 1e-15);
          expect(upper).toBeGreaterThanOrEqual(value - 1e-9 * Math.abs(value) - 1e-15);
        }
      }
    }),
  );
});

test('sums that are no numbers are not published', () => {
  const outcome = windowOutcome(
    classifierProfile(grid, [
      [0.1, 0],
      [0.9, 1],
    ]),
    'classification',
  );
  const broken = outcome && { ...outcome, squaredError: NaN, logLoss: Infinity };
  expect(broken && Object.keys(measurePerformance(broken))).not.toContain('brier');
  expect(broken && Object.keys(measurePerformance(broken))).not.toContain('log_loss');
});

test('each metric has an id and an order of its own', () => {
  const metrics = Object.values(registry);
  for (const of of ['id', 'order', 'title'] as const) {
    expect(new Set(metrics.map((metric) => metric[of])).size).toBe(metrics.length);
  }
});
