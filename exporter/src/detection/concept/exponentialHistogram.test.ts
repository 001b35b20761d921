import fc from 'fast-check';
import { dropOldest, insertValue, type ExponentialHistogram } from './exponentialHistogram.js';

function windowOf(values: readonly number[], perRow: number): ExponentialHistogram {
  const window: ExponentialHistogram = { width: 0, total: 0, squares: 0, rows: [] };
  for (const value of values) insertValue(window, value, perRow);
  return window;
}

function moments(values: readonly number[]): { total: number; squares: number } {
  const total = values.reduce((sum, value) => sum + value, 0);
  const mean = total / values.length;
  return { total, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 300 });

test('holds total and squares of all values, in blocks of which each size has few', () => {
  fc.assert(
    fc.property(sample, fc.integer({ min: 1, max: 6 }), (values, perRow) => {
      const window = windowOf(values, perRow);
      const { total, squares } = moments(values);
      expect(window.total).toBe(total);
      expect(window.squares).toBeCloseTo(squares, 6);
      const blocks = window.rows.map(({ totals }) => totals.length);
      expect(Math.max(...blocks)).toBeLessThanOrEqual(perRow);
      expect(blocks.reduce((sum, count, row) => sum + count * 2 ** row, 0)).toBe(values.length);
    }),
  );
});

test('forgets its oldest block, and with it what it was of total and squares', () => {
  fc.assert(
    fc.property(sample, (values) => {
      const window = windowOf(values, 3);
      const forgotten = 2 ** (window.rows.length - 1);
      dropOldest(window);
      const { total, squares } = moments(values.slice(forgotten));
      expect(window.width).toBe(values.length - forgotten);
      expect(window.total).toBe(total);
      expect(window.squares).toBeCloseTo(squares, 6);
    }),
  );
});
