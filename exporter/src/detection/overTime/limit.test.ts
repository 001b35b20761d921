import { Draws } from '../../../../test/support/randomness.js';
import { chiSquaredQuantile } from '../../statistics/numerics/chiSquaredDistribution.js';
import { alarmLevel, limitOf, measure, psiAt } from './limit.js';

const EVIDENCE = 1e-5;

/** Scores of windows that differ by chance alone, or by so much more. */
function scores(count: number, variation = 0, degreesOfFreedom = 4) {
  const draws = new Draws(7);
  const chance = 0.01;
  const draw = (): number => {
    const squares = draws.many(degreesOfFreedom, () => draws.normal() ** 2);
    return ((chance + variation) * squares.reduce((sum, square) => sum + square, 0)) / degreesOfFreedom;
  };
  return {
    score: Float64Array.from({ length: count }, draw),
    chance: new Float64Array(count).fill(chance),
    degreesOfFreedom,
  };
}

test.each([
  [2, undefined],
  [3, 'largest'],
  [9, 'largest'],
  [10, 'quantile'],
])('%d windows: %s', (windows, basis) => {
  const limit = limitOf(measure(scores(windows), 1), EVIDENCE);
  expect(limit?.basis).toBe(basis);
  if (limit !== undefined) expect(limit.windows).toBe(windows);
});

test('windows are counted without overlap', () => {
  expect(measure(scores(100), 24).windows).toBe(5);
  expect(measure(scores(24), 24).windows).toBe(1);
});

test('the largest of few is the threshold', () => {
  const own = scores(9);
  const measured = measure(own, 1);
  const limit = limitOf(measured, EVIDENCE);
  expect(limit?.threshold).toBe(Math.max(...measured.units));
});

test('a hundredth of many windows lies above the threshold', () => {
  const measured = measure(scores(2_000), 1);
  const { threshold = NaN } = limitOf(measured, EVIDENCE) ?? {};
  expect(measured.units.filter((unit) => unit > threshold)).toHaveLength(20);
});

test('windows without a verdict are left out', () => {
  const own = scores(50);
  own.score.fill(NaN, 5);
  expect(limitOf(measure(own, 1), EVIDENCE)).toMatchObject({ windows: 5, basis: 'largest' });
  own.score.fill(NaN);
  expect(limitOf(measure(own, 1), EVIDENCE)).toBeUndefined();
});

describe('variation', () => {
  test('is what time adds to chance', () => {
    expect(measure(scores(5_000, 0), 1).variation).toBeLessThan(0.0005);
    expect(measure(scores(5_000, 0.03), 1).variation).toBeCloseTo(0.03, 2);
  });

  test('keeps the limit of a window with fewer rows above its noise, and of one with many above time', () => {
    const limit = limitOf(measure(scores(2_000, 0.03), 1), EVIDENCE);
    if (limit === undefined) throw new Error('no limit');
    const at = (rows: number): number =>
      psiAt(1, limit, { degreesOfFreedom: 4, referenceRows: 1e9, currentRows: rows });
    expect(at(100)).toBeCloseTo(4 * (0.01 + 0.03), 2);
    expect(at(1e9)).toBeCloseTo(4 * 0.03, 2);
  });
});

describe('the alarm level', () => {
  const of = (largest: number, windows = 59, degreesOfFreedom = 4): number =>
    alarmLevel({ degreesOfFreedom, windows }, largest, EVIDENCE);
  const expected = chiSquaredQuantile(1 / 59, 4) / 4;

  test("is chance's own where the reference does no more than chance", () => {
    expect(of(0)).toBeCloseTo(chiSquaredQuantile(EVIDENCE, 4) / 4, 12);
    expect(of(expected)).toBe(of(0));
  });

  test('rises faster than the largest window', () => {
    expect(of(4 * expected) / of(0)).toBeCloseTo(8, 9);
  });

  test('takes the largest of very few as the largest of eight', () => {
    expect(of(20, 3)).toBe(of(20, 8));
    expect(of(20, 3)).toBeGreaterThan(of(20, 9));
  });

  test('is never below what the reference was seen to do', () => {
    for (const variation of [0, 0.01, 0.1]) {
      const limit = limitOf(measure(scores(500, variation), 1), EVIDENCE);
      expect(limit?.alarm).toBeGreaterThan(limit?.threshold ?? Infinity);
    }
  });
});
