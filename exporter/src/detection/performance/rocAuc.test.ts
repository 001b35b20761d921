import fc from 'fast-check';
import { classifierProfile, gridAt, type PredictedRow } from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import { rocAuc } from './rocAuc.js';
import { windowOutcome } from './windowOutcome.js';

/** Pair by pair. */
function areaOfRows(rows: readonly PredictedRow[]): number {
  const [positives, negatives] = [1, 0].map((label) => rows.filter(([, y]) => y === label)) as [
    PredictedRow[],
    PredictedRow[],
  ];
  const wins: number[] = positives.flatMap(([p]) => negatives.map(([n]) => (p > n ? 1 : p === n ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const row = fc.tuple(share, fc.constantFrom(0, 1));

test('lies within its bound of the area of single rows, in whatever cells', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 2, maxLength: 80 }),
      fc.array(share, { minLength: 1, maxLength: 20 }),
      (rows, reference) => {
        const both = new Set(rows.map(([, label]) => label)).size === 2;
        const outcome = windowOutcome(classifierProfile(gridOver(reference), rows), 'classification');
        const measured = outcome && rocAuc.compute(outcome);
        expect(measured !== undefined).toBe(both);
        if (measured === undefined) return;
        const { value, error_bound = NaN } = measured;
        expect(Math.abs(value - areaOfRows(rows))).toBeLessThanOrEqual(error_bound + 1e-12);
      },
    ),
  );
});

test('the bound is met where one class lies above the other in a cell, and 0 where each score has one', () => {
  const rows: PredictedRow[] = [
    [0.41, 0],
    [0.42, 1],
  ];
  const coarse = windowOutcome(classifierProfile(gridAt(0.3, 0.6), rows), 'classification');
  expect(coarse && rocAuc.compute(coarse)).toMatchObject({ value: 0.5, error_bound: 0.5 });
  const fine = windowOutcome(classifierProfile(gridOver([0.41, 0.42]), rows), 'classification');
  expect(fine && rocAuc.compute(fine)).toMatchObject({ value: 1, error_bound: 0 });
});

test('few rows in perfect order are not sure', () => {
  const rows = [0.1, 0.2, 0.8, 0.9].map((score): PredictedRow => [score, score > 0.5 ? 1 : 0]);
  const outcome = windowOutcome(classifierProfile(gridOver([0.1, 0.2, 0.8, 0.9]), rows), 'classification');
  expect(outcome && rocAuc.compute(outcome)).toMatchObject({ value: 1, standard_error: 0.25, upper: 1 });
});
