import { expectFinite, tableOf } from '../../../../test/support/jointTables.js';
import { decomposition } from './decomposition.js';
import { predictionAttribution, type PredictionView } from './predictionAttribution.js';

/** Cells of 1,000 rows with mean predictions of .1, .5 and .9, to as many rows as told. */
function view(feature: string, current: readonly number[], means = [0.1, 0.5, 0.9]): PredictionView {
  const reference = tableOf(
    means.map(() => 1_000),
    means.map((mean) => 1_000 * mean),
  );
  const after = tableOf(
    current,
    current.map((rows, cell) => rows * (means[cell] ?? 0)),
  );
  const parts = decomposition(reference, after);
  if (parts === undefined) throw new Error('no decomposition');
  return { feature, parts, rows: { reference: reference.total.rows, current: after.total.rows } };
}

test('features share by what they move in the direction in which the mean went', () => {
  const { mean, distribution } = predictionAttribution([
    view('most', [500, 1_000, 1_500]),
    view('less', [800, 1_000, 1_200]),
    view('still', [1_000, 1_000, 1_000]),
  ]);
  expect(mean?.map(({ feature }) => feature)).toEqual(['most', 'less', 'still']);
  expect(mean?.[0]?.share).toBeGreaterThan(0.7);
  expect(mean?.[2]?.share).toBe(0);
  expect(distribution?.map(({ feature }) => feature)).toEqual(['most', 'less', 'still']);
});

test('what spreads without moving the mean counts for the distribution alone', () => {
  const { mean, distribution } = predictionAttribution([view('spreads', [1_500, 0, 1_500])]);
  expect(mean).toBeUndefined();
  expect(distribution).toEqual([{ feature: 'spreads', share: 1 }]);
});

test('a feature that the prediction does not follow has no share, however it drifts', () => {
  expect(predictionAttribution([view('ignored', [3_000, 0, 0], [0.5, 0.5, 0.5])])).toEqual({});
});

test('chance, and nothing at all, give no shares', () => {
  expect(predictionAttribution([view('chance', [990, 1_000, 1_010])])).toEqual({});
  expect(predictionAttribution([])).toEqual({});
  expectFinite(predictionAttribution([view('one row', [0, 0, 1])]));
});
