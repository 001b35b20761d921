import { driftingState, windowEnd } from '../../../../test/support/modelStates.js';
import { featureViews } from '../featureView.js';
import { modelView } from '../modelView.js';
import { active, detected, inconclusive, severity, threshold } from './verdicts.js';

const [view] = featureViews(modelView(driftingState(1), windowEnd));
if (view === undefined) throw new Error('the state has no feature');

test('verdicts are those of the results', () => {
  const drifted = detected.samples(view).map(({ value }) => value);
  expect(drifted).toEqual(view.windows.map(({ result }) => Number(result.drifted)));
  expect(new Set(drifted)).toEqual(new Set([0, 1]));
  expect(severity.samples(view).at(-1)?.value).toBe(3);
  expect(inconclusive.samples(view).map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  expect(active.samples(view)).toEqual([
    { labels: { model: 'credit risk', feature: 'credit_score' }, value: 1 },
  ]);
});

test('a feature that never becomes critical has no threshold for it', () => {
  const thresholds = { small: 0.1, significant: 0.15, critical: Infinity };
  expect(
    threshold.samples({ ...view, thresholds }).map(({ labels, value }) => [labels.severity, value]),
  ).toEqual([
    ['small', 0.1],
    ['significant', 0.15],
  ]);
});

test('without a fresh window nothing is active', () => {
  expect(active.samples({ ...view, windows: [], active: undefined })).toEqual([]);
});
