import { compareCounts, compareSamples } from '../../../../test/support/comparisons.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { FeatureResult } from '../result.js';
import { defaultDetection } from '../settings.js';
import { judge } from '../verdict.js';
import type { WindowLimits } from './calibrate.js';
import { judgeWindow } from './judgeWindow.js';

const limit = { largest: 98, alarm: 99, variation: 0.01, windows: 56, basis: 'quantile' } as const;
const few = { ...limit, windows: 8, basis: 'largest' } as const;
/** PSI .041, .17 and .41 for 1,000, 2,000 and 3,000 of 10,000 rows. */
const moved = (rows: number, missing = 0): Comparison =>
  compareCounts([50_000, 50_000], [5_000 - rows, 5_000 + rows], [0, missing]);

function judgeOne(comparison: Comparison, calibration?: WindowLimits): FeatureResult {
  const [result] = judgeWindow([{ feature: 'x', comparison, calibration }], defaultDetection);
  if (result === undefined) throw new Error('no result');
  return result;
}

test('drifted needs a score beyond the reference’s own variation', () => {
  const usual = judgeOne(moved(2_000), { psi: { ...limit, threshold: 20 } });
  expect(usual).toMatchObject({ drifted: false, severity: 'none' });
  expect(usual.reason).toBe(
    'changed no more than the reference itself does: PSI 0.169; up to 0.202 is the 99 % point of 56 reference windows',
  );
  expect(usual.reference_variation?.psi).toBeCloseTo(20 * (0.01 + 1e-4 + 1e-5), 12);

  const beyond = judgeOne(moved(2_000), { psi: { ...few, threshold: 10 } });
  expect(beyond).toMatchObject({ drifted: true, severity: 'small' });
  expect(beyond.reason).toMatch(
    /\(small from 0\.1; up to [\d.]+ is noise\); beyond 0\.101, the largest of 8 reference windows$/,
  );
});

test('a window that is beyond, but by chance, has not drifted', () => {
  const chance = judgeOne(compareCounts([500, 500], [14, 17]), { psi: { ...limit, threshold: 0 } });
  expect(chance.drifted).toBe(false);
  expect(chance.reason).toMatch(/evidence of change/);
});

test('where the reference is too short, evidence decides, and the reason says so', () => {
  for (const calibration of [undefined, {}]) {
    const result = judgeOne(moved(2_000), calibration);
    expect(result).toMatchObject({ drifted: true, severity: 'small', reference_variation: {} });
    expect(result.reason).toMatch(/; the reference is too short to know its own variation$/);
  }
});

test('missing values have a limit of their own', () => {
  const limits = { psi: { ...limit, threshold: 20 }, missing_psi: { ...limit, threshold: 1_000 } };
  const usual = judgeOne(moved(0, 3_000), limits);
  expect(usual.drifted).toBe(false);
  expect(usual.reason).toMatch(
    /^changed no more than the reference itself does: PSI of missing values [\d.]+; up to 10\.1 is/,
  );
  const sharp = { ...limits, missing_psi: { ...limit, threshold: 1 } };
  expect(judgeOne(moved(0, 3_000), sharp)).toMatchObject({ drifted: true, severity: 'critical' });
  expect(judgeOne(moved(0, 3_000), sharp).reference_variation?.missing_psi).toBeCloseTo(0.01, 3);
});

test('too few rows are inconclusive, whatever the limit, and publish no NaN', () => {
  const result = judgeOne(compareCounts([500, 500], [0, 0]), { psi: { ...limit, threshold: 1 } });
  expect(result).toMatchObject({ drifted: null, severity: 'inconclusive', reference_variation: {} });
});

test('all else is as in a one-shot check', () => {
  const comparison = compareSamples(
    Array.from({ length: 500 }, (_, index) => index),
    Array.from({ length: 500 }, (_, index) => index + 200),
  );
  const [plain] = judge([{ feature: 'x', comparison }], defaultDetection);
  const { reason, reference_variation, ...rest } = judgeOne(comparison, { psi: { ...limit, threshold: 1 } });
  expect(plain).toMatchObject(rest);
  expect(plain).not.toHaveProperty('reference_variation');
  expect(reason.startsWith(plain?.reason ?? '')).toBe(true);
  expect(Object.keys(reference_variation ?? {})).toEqual(['psi']);
});
