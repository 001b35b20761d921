import fc from 'fast-check';
import { compareCounts, compareSamples } from '../../../test/support/comparisons.js';
import { anyColumn } from '../../../test/support/samples.js';
import { localEffect } from './localEffect.js';

const ramp = (rows: number): number[] => Array.from({ length: rows }, (_, index) => index / rows);
const psi = (before: number, after: number): number =>
  (after - before) * Math.log(after / before) + (before - after) * Math.log((1 - after) / (1 - before));

test('finds a heap within a cell, and outliers beyond the range', () => {
  const heap = ramp(10_000).map((value, row) => (row % 50 === 0 ? 0.505 : value));
  const found = localEffect(compareSamples(ramp(10_000), heap));
  expect(found?.from).toBeLessThan(0.505);
  expect(found?.to).toBeGreaterThanOrEqual(0.505);
  expect(found?.to).toBeLessThan(0.53);
  expect(found?.psi).toBeGreaterThan(0.02);
  const outliers = ramp(10_000).map((value, row) => (row % 200 === 0 ? -999 : value));
  expect(localEffect(compareSamples(ramp(10_000), outliers))).toMatchObject({
    from: -Infinity,
    to: 0,
    shares: [0, 0.005],
  });
});

test('is the PSI of two cells', () => {
  const found = localEffect(
    compareSamples(
      ramp(1_000).map((value) => Number(value < 0.3)),
      ramp(1_000).map((value) => Number(value < 0.6)),
    ),
  );
  expect(found?.psi).toBeCloseTo(psi(0.3, 0.6), 12);
});

test('is none where nothing has changed, of categories, and of an empty side', () => {
  expect(localEffect(compareSamples(ramp(500), ramp(500)))).toBeUndefined();
  expect(localEffect(compareCounts([5, 5], [9, 1]))).toBeUndefined();
  expect(localEffect(compareSamples([], [1]))).toBeUndefined();
  expect(localEffect(compareSamples([1], []))).toBeUndefined();
});

test('is finite on every edge case, with shares between 0 and 1 in a part that is one', () => {
  fc.assert(
    fc.property(anyColumn, anyColumn, (before, after) => {
      const found = localEffect(compareSamples(before, after));
      if (found === undefined) return;
      expect(Number.isFinite(found.psi) && found.psi > 0).toBe(true);
      for (const share of found.shares) expect(share >= 0 && share <= 1).toBe(true);
      expect(found.from).toBeLessThan(found.to);
    }),
  );
});
