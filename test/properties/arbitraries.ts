import fc from 'fast-check';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';
import { compareCounts, compareSamples } from '../support/comparisons.js';

/** Values as features have them: any double, whole numbers that tie, missing and infinite ones. */
export const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 4, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0) },
);
export const sample = fc.array(value, { maxLength: 60 });

/** Finite values of a moderate size, whose sums do not depend on their order beyond rounding. */
export const plainSample = fc.array(
  fc.integer({ min: -50, max: 50 }).map((whole) => whole / 4),
  { minLength: 1, maxLength: 60 },
);

const count = fc.oneof(fc.constantFrom(0, 1), fc.nat(2_000_000));
export const counts = fc.array(count, { minLength: 1, maxLength: 12 });

/** A function of two sides, so that a property can swap or repeat them. */
export type Comparer<Side> = (reference: Side, current: Side) => Comparison;

export const onGrid: Comparer<number[]> = (reference, current) => compareSamples(reference, current);
export const exactly: Comparer<number[]> = (reference, current) =>
  compareSamples(reference, current, { exact: true });
export const overCategories: Comparer<number[]> = (reference, current) =>
  compareCounts(
    reference,
    Array.from(reference, (_, cell) => current[cell] ?? 0),
    [current.length, reference.length],
  );
