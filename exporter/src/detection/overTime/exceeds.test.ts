import { compareCounts } from '../../../../test/support/comparisons.js';
import type { Comparison } from '../../statistics/statistic.js';
import { defaultDetection } from '../settings.js';
import type { WindowLimits } from './calibrate.js';
import { exceeds } from './exceeds.js';
import type { Limit } from './limit.js';

const rule = { evidence: 1e-5 };
const limit = (threshold: number, alarm: number): Limit => ({
  threshold,
  largest: (threshold + alarm) / 2,
  alarm,
  variation: 0.01,
  windows: 59,
  basis: 'quantile',
});
/** With two cells and many rows, the threshold is at PSI .05 and the alarm at .2. */
const limits: WindowLimits = { psi: limit(5, 20), missing_psi: limit(5, 20) };
/** So many of 10,000 rows move: PSI .04 at 1,000, .17 at 2,000, .41 at 3,000. */
const moved = (rows: number, missing = 0): Comparison =>
  compareCounts([50_000, 50_000], [5_000 - rows, 5_000 + rows], [0, missing]);
const ask = (comparison: Comparison, of: WindowLimits | undefined = limits) =>
  exceeds(comparison, of, defaultDetection, rule);

test.each([
  [0, false, false],
  [1_000, false, false],
  [2_000, false, true],
  [3_000, true, true],
])('%d moved rows: exceeded %s, holds %s', (rows, exceeded, holds) => {
  expect(ask(moved(rows))).toMatchObject({ exceeded, holds, missing: { exceeded: false, holds: false } });
});

test('between threshold and alarm lies the largest of the reference, beyond which it must last', () => {
  expect([1_500, 2_000, 2_500].map((rows) => ask(moved(rows)).lasts)).toEqual([false, true, true]);
});

test('needs evidence, too: few rows are no alarm, and too few say nothing', () => {
  const of = (rows: number): Comparison => compareCounts([50_000, 50_000], [rows * 0.2, rows * 0.8]);
  const sharp = { psi: { ...limit(0, 0), variation: 0 } };
  expect(ask(of(30), sharp)).toMatchObject({ exceeded: false });
  expect(ask(of(300), sharp)).toMatchObject({ exceeded: true });
  expect(ask(of(20), sharp)).toMatchObject({ exceeded: null, holds: null });
});

test('needs an effect, however certain', () => {
  const sharp = { psi: { ...limit(0, 0), variation: 0 } };
  const certain = compareCounts([5e7, 5e7], [4.8e6, 5.2e6]);
  expect(ask(certain, sharp)).toMatchObject({ exceeded: false, holds: false });
  expect(exceeds(certain, sharp, { ...defaultDetection, minEffect: 0.001 }, rule).exceeded).toBe(true);
});

test('without limits, evidence decides alone', () => {
  expect(exceeds(moved(1_000), undefined, defaultDetection, rule)).toMatchObject({
    exceeded: true,
    holds: true,
  });
  expect(exceeds(moved(0), undefined, defaultDetection, rule)).toMatchObject({ exceeded: false });
});

test('a length without a limit, where others have one, has no say', () => {
  expect(ask(moved(4_000), {})).toMatchObject({ exceeded: null, holds: null });
  expect(ask(moved(4_000, 9_000), {}).missing).toBeUndefined();
  expect(ask(moved(4_000, 9_000), { missing_psi: limit(5, 20) })).toMatchObject({
    exceeded: null,
    missing: { exceeded: true, holds: true },
  });
});

test('missing values exceed by themselves, and their effect counts where it is larger', () => {
  const some = ask(moved(0, 4_000));
  expect(some).toMatchObject({ exceeded: false, missing: { exceeded: true, holds: true } });
  expect(some.effect).toBeGreaterThan(1);
  expect(ask(compareCounts([500, 500], [0, 0], [0, 400]))).toMatchObject({
    exceeded: null,
    missing: { exceeded: true },
  });
});

test('an hour without rows says nothing of missing values either', () => {
  expect(ask(compareCounts([500, 500], [0, 0])).missing).toMatchObject({ exceeded: null, holds: null });
  expect(ask(compareCounts([500, 500], [20, 20])).missing).toMatchObject({ exceeded: false, holds: false });
});
