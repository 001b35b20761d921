import type { ScorePoint } from './apiTypes.js';
import { trendLine, trendSummary } from './trendLine.js';

const thresholds = { small: 0.1, significant: 0.2, critical: 0.25 };
const size = { width: 100, height: 50 };
const HOUR = 3_600_000;

function points(values: readonly (number | null)[], hours = values.map((_, index) => index)): ScorePoint[] {
  return values.map((psi, index) => ({
    to: new Date((hours[index] ?? 0) * HOUR).toISOString(),
    psi,
    noise_floor: 0.01,
    reference_variation: null,
    missing_psi: null,
    drifted: false,
    severity: 'none',
    reference_version: 'v',
    rows: 1,
  }));
}

test('spans the width from the oldest to the newest point, larger scores higher', () => {
  const { points: placed } = trendLine(points([0, 0.1, 0.3]), thresholds, size);
  expect(placed.map(({ x }) => x)).toEqual([0, 50, 100]);
  expect(placed[0]?.y).toBe(50);
  expect(placed[1]?.y).toBeGreaterThan(placed[2]?.y ?? 50);
});

test('everything fits, thresholds included, however large a score is', () => {
  for (const psi of [0, 0.01, 40]) {
    const line = trendLine(points([psi, psi]), thresholds, size);
    expect(line.y(Math.max(psi, thresholds.critical))).toBeGreaterThanOrEqual(0);
    expect(line.top).toBeGreaterThan(psi);
  }
});

test('a missing score and missing time both leave a gap', () => {
  const pens = (path: string): number => path.split('M').length - 1;
  expect(pens(trendLine(points([0.1, 0.1, 0.1, 0.1]), thresholds, size).psi)).toBe(1);
  expect(pens(trendLine(points([0.1, null, 0.1, 0.1]), thresholds, size).psi)).toBe(2);
  expect(pens(trendLine(points([0.1, 0.1, 0.1, 0.1], [0, 1, 30, 31]), thresholds, size).psi)).toBe(2);
});

test('one point stands in the middle, and none draws nothing', () => {
  expect(trendLine(points([0.1]), thresholds, size).points[0]?.x).toBe(50);
  expect(trendLine([], null, size)).toMatchObject({ psi: '', points: [] });
});

test('PSI of missing values counts where it is larger', () => {
  const [point] = points([0.1]);
  const missing = { ...(point ?? points([0])[0]), missing_psi: 0.5 } as ScorePoint;
  expect(trendSummary([...points([0.2]), missing]).highest).toBe(missing);
});
