import { outcomes, thresholds } from '../../../../test/support/outcomes.js';
import { ticks } from './ticks.js';
import { trendLayout } from './trendLayout.js';

const trend = (windows: number) =>
  outcomes(1, windows).map(({ result }, index) => ({
    window: result.window_name ?? `window ${index}`,
    result: result.features[0],
  }));

test('bands meet at the thresholds and reach from zero to above the largest score', () => {
  const { bands, points } = trendLayout(trend(12), thresholds);
  expect(bands.map(({ from }) => from)).toEqual([0, 0.1, 0.2, 0.25]);
  expect(bands.at(-1)?.to).toBeGreaterThan(Math.max(...points.map(({ psi }) => psi ?? 0)));
});

test('the newest window keeps its label however many there are', () => {
  for (const windows of [1, 12, 60])
    expect(trendLayout(trend(windows), thresholds).labels.at(-1)?.label).toContain(
      windows === 1 ? 'window 0' : `2013-${windows}`,
    );
  expect(trendLayout(trend(60), thresholds).labels.length).toBeLessThan(10);
});

test('a window without a result leaves a gap', () => {
  expect(
    trendLayout([...trend(2), { window: 'x', result: undefined }], thresholds).points.at(-1),
  ).toMatchObject({ psi: null, severity: 'inconclusive' });
});

test.each([
  [0, 100, ['0', '20', '40', '60', '80', '100']],
  [-1, 1, ['−1', '−0.5', '0', '0.5', '1']],
  [1e9, 1e9 + 10, ['1000000000', '1000000002', '1000000004', '1000000006', '1000000008', '1000000010']],
  [5, 5, []],
])('ticks from %d to %d', (low, high, labels) =>
  expect(ticks(low, high, 5).map(({ label }) => label)).toEqual(labels),
);
