import { drawnClassifier } from '../../../../test/support/drawnClassifier.js';
import { classifierProfile, type PredictedRow } from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import { blockOfCell, calibratedCells, scoreCalibration, type ScoreCalibration } from './scoreCalibration.js';
import { windowOutcome } from './windowOutcome.js';

function fitted(rows: readonly PredictedRow[]): ScoreCalibration | undefined {
  const scores = rows.map(([score]) => score).filter((score) => score >= 0 && score <= 1);
  const outcome = windowOutcome(classifierProfile(gridOver(scores), rows), 'classification');
  return outcome && scoreCalibration(outcome);
}

test('scores that are probabilities are taken as they are, at the level of the test', () => {
  const calibrated = Array.from({ length: 100 }, (_, seed) => fitted(drawnClassifier(seed * 7919 + 1, 400)));
  const rejected = calibrated.filter((calibration) => calibration?.method === 'isotonic').length;
  // 5 expected; 13 or more, or none, have a probability below .002 and .006
  expect(rejected).toBeLessThan(13);
  expect(rejected).toBeGreaterThan(0);
});

test('scores that are none are calibrated', () => {
  const rows = drawnClassifier(2, 3000, (score) => score ** 2);
  const calibration = fitted(rows);
  expect(calibration?.method).toBe('isotonic');
  const cells = gridOver(rows.map(([score]) => score)).edges.length + 1;
  const probabilities = calibratedCells(calibration?.blocks ?? [], cells);
  expect(probabilities.every((share, cell) => share >= (probabilities[cell - 1] ?? 0))).toBe(true);
  const half = gridOver(rows.map(([score]) => score)).edges.findIndex((edge) => edge >= 0.5);
  expect(Math.abs((probabilities[half] ?? NaN) - 0.25)).toBeLessThan(0.08);
});

test('scores of 0 and 1 that are wrong', () => {
  const rows = Array.from({ length: 100 }, (_, row): PredictedRow => [row % 2, row % 10 < 7 ? row % 2 : 1]);
  expect(fitted(rows)).toMatchObject({ method: 'isotonic', p_value: 0 });
  const right = rows.map(([score]): PredictedRow => [score, score]);
  expect(fitted(right)).toMatchObject({ method: 'none', p_value: 1 });
});

test('a reference without labels of both classes teaches nothing', () => {
  expect(fitted([])).toBeUndefined();
  expect(
    fitted([
      [0.2, 1],
      [0.4, 1],
    ]),
  ).toBeUndefined();
  expect(
    fitted([
      [0.2, NaN],
      [0.4, 7],
      [4, 1],
    ]),
  ).toBeUndefined();
});

test('cells without reference rows lie on a line between their neighbours, and level beyond the last', () => {
  const blocks = [
    { first: 1, last: 2, probability: 0.2, rows: 10 },
    { first: 5, last: 5, probability: 0.8, rows: 10 },
  ];
  const expected = [0.2, 0.2, 0.2, 0.4, 0.6, 0.8, 0.8];
  const probabilities = calibratedCells(blocks, 7);
  expected.forEach((share, cell) => expect(probabilities[cell]).toBeCloseTo(share, 12));
  expect(Array.from(blockOfCell(blocks, 7))).toEqual([0, 0, 0, 0, 0, 1, 1]);
});
