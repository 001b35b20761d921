import { drawnClassifier } from '../../../../test/support/drawnClassifier.js';
import { classifierProfile, type PredictedRow } from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import { measurePerformance } from './measurePerformance.js';
import { performanceChange } from './performanceChange.js';
import type { Performance } from './performanceMetric.js';
import { windowOutcome } from './windowOutcome.js';

const grid = gridOver(Array.from({ length: 2000 }, (_, row) => row / 2000));

function of(rows: readonly PredictedRow[]): Performance {
  const outcome = windowOutcome(classifierProfile(grid, rows), 'classification');
  return outcome === undefined ? {} : measurePerformance(outcome);
}

test('rarely changes by chance alone, in any metric', () => {
  const reference = of(drawnClassifier(99, 4000));
  const changes = Array.from({ length: 100 }, (_, seed) =>
    Object.entries(performanceChange(reference, of(drawnClassifier(seed * 7919 + 5, 500)))),
  ).flat();
  expect(changes).toHaveLength(800);
  for (const id of new Set(changes.map(([id]) => id))) {
    const changed = changes.filter(([other, { changed }]) => other === id && changed !== false);
    // 3 standard errors: more than 3 in 100 have a probability below .001
    expect(changed.length).toBeLessThanOrEqual(3);
  }
});

test('tells what is worse', () => {
  const reference = of(drawnClassifier(99, 4000));
  const worse = performanceChange(reference, of(drawnClassifier(7, 1000, () => 0.5)));
  const better = performanceChange(reference, of(drawnClassifier(7, 1000, (score) => (score > 0.5 ? 1 : 0))));
  for (const id of ['roc_auc', 'accuracy', 'f1', 'brier', 'log_loss']) {
    expect(worse[id]).toMatchObject({ changed: true, worse: true });
    expect(better[id]).toMatchObject({ changed: true, worse: false });
  }
  // scores that are too timid are no better calibrated
  expect(worse.calibration_error).toMatchObject({ changed: true, worse: true });
  expect(better.calibration_error).toMatchObject({ changed: true, worse: true });
});

test('few rows are not judged, nor what has no standard error', () => {
  const before: Performance = {
    mae: { value: 1, rows: 100, standard_error: 0.1 },
    bias: { value: 0.5, rows: 100, standard_error: 0.1 },
    rmse: { value: 1, rows: 100 },
  };
  const after: Performance = {
    mae: { value: 9, rows: 20, standard_error: 0.1 },
    bias: { value: -0.6, rows: 50, standard_error: 0.1 },
    rmse: { value: 9, rows: 100 },
    r2: { value: 0.5, rows: 100 },
  };
  expect(performanceChange(before, after)).toEqual({
    mae: { value: 9, reference: 1, standard_error: expect.any(Number), changed: null, worse: null },
    bias: {
      value: -0.6,
      reference: 0.5,
      standard_error: expect.closeTo(Math.SQRT2 / 10, 12),
      changed: true,
      worse: true,
    },
    rmse: { value: 9, reference: 1, changed: null, worse: null },
  });
  expect(performanceChange(before, after, 20).mae).toMatchObject({ changed: true, worse: true });
  expect(performanceChange({}, after)).toEqual({});
});
