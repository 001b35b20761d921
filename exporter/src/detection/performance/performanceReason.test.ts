import {
  classifierProfile,
  regressionProfile,
  type PredictedRow,
} from '../../../../test/support/rowOutcomes.js';
import { gridOver } from '../../../../test/support/samples.js';
import { emptyProfile } from '../../profile/profile.js';
import { performanceReason } from './performanceReason.js';
import { windowOutcome } from './windowOutcome.js';

const grid = gridOver([0.1, 0.5, 0.9]);

test.each<[string, PredictedRow[], string | undefined]>([
  [
    'both classes',
    [
      [0.1, 0],
      [0.9, 1],
    ],
    undefined,
  ],
  [
    'one class',
    [
      [0.1, 1],
      [0.9, 1],
    ],
    'all 2 labels are of the positive class',
  ],
  ['the other', [[0.1, 0]], 'all 1 labels are of the negative class'],
  ['no labels', [[0.1, NaN]], 'no row with a score has a label yet'],
  ['no rows', [[NaN, 1]], 'no row has a prediction'],
  [
    'targets of a regression',
    [
      [0.1, 17.5],
      [0.9, 3],
      [7, 2],
    ],
    'no label is 0 or 1: all 2 are left out; is this a regression, or another positive class meant?',
  ],
  [
    'predictions of a regression',
    [
      [12, 1],
      [-3, 0],
    ],
    'no score is between 0 and 1: all 2 are left out; is this a regression?',
  ],
])('a classifier with %s', (_, rows, reason) => {
  expect(performanceReason(windowOutcome(classifierProfile(grid, rows), 'classification'))).toBe(reason);
});

test('a regression', () => {
  const reasonOf = (rows: PredictedRow[]): string | undefined =>
    performanceReason(windowOutcome(regressionProfile(grid, rows), 'regression'));
  expect(reasonOf([[1, 2]])).toBeUndefined();
  expect(reasonOf([[1, NaN]])).toBe('no row with a prediction has a label yet');
  expect(reasonOf([])).toBe('no row has a prediction');
});

test('a category', () => {
  const categories = { kind: 'categorical', categories: ['yes'], others: [], complete: true } as const;
  const outcome = windowOutcome(emptyProfile(categories), 'classification');
  expect(performanceReason(outcome)).toBe('the prediction is a category, not a number');
});
