import { fineCells, nextDouble } from './fineCells.js';
import type { NumericCells } from './source.js';

const cells: NumericCells = {
  kind: 'numeric',
  edges: Float64Array.from([-1, 0, 2.5]),
  center: 0.5,
  scale: 1e-99,
  minimum: -1,
  maximum: 3,
  distinct: Float64Array.from([-1, 0, 3]),
};

/** What an engine's `width_bucket` answers: how many thresholds are not above the value. */
function widthBucket(thresholds: Float64Array, value: number): number {
  return (
    thresholds.filter((threshold) => Number.isNaN(value) || threshold <= value).length +
    (Number.isNaN(value) ? 1 : 0)
  );
}

describe('nextDouble', () => {
  test.each([0, -0, 1, -1, 0.1, 1e-320, -1e-320, 1e308, -Number.MAX_VALUE, 1.7e9])(
    'is the least above %d',
    (value) => {
      const next = nextDouble(value);
      expect(next).toBeGreaterThan(value);
      const middle = value + (next - value) / 2;
      expect([value, next]).toContain(middle);
    },
  );

  test('above the largest is infinity', () => {
    expect(nextDouble(Number.MAX_VALUE)).toBe(Infinity);
    expect(nextDouble(-Number.MIN_VALUE)).toBe(-0);
  });
});

describe('fineCells', () => {
  const fine = fineCells(cells);
  const of = (value: number): unknown =>
    fine.cells[Math.min(widthBucket(fine.thresholds, value), fine.thresholds.length)];
  const nothing = { infinite: false, below: false, above: false, unseen: false };

  test('there is one more than there are thresholds', () => {
    expect(fine.cells).toHaveLength(fine.thresholds.length + 1);
    const finite = fine.thresholds.slice(0, -1);
    expect([...finite]).toEqual([...new Set(finite)].sort((a, b) => a - b));
  });

  test.each([
    [NaN, nothing],
    [-Infinity, { ...nothing, cell: 0, infinite: true, below: true, clipped: -1e100 }],
    [Infinity, { ...nothing, cell: 3, infinite: true, above: true, clipped: 1e100 }],
    [-1, { ...nothing, cell: 0 }],
    [nextDouble(-1), { ...nothing, cell: 1, unseen: true }],
    [0, { ...nothing, cell: 1 }],
    [0.25, { ...nothing, cell: 2, unseen: true }],
    [2.5, { ...nothing, cell: 2, unseen: true }],
    [nextDouble(2.5), { ...nothing, cell: 3, unseen: true }],
    [3, { ...nothing, cell: 3 }],
    [nextDouble(3), { ...nothing, cell: 3, above: true }],
    [11, { ...nothing, cell: 3, above: true, clipped: 1e100 }],
    [-11, { ...nothing, cell: 0, below: true, clipped: -1e100 }],
  ])('what is counted of %d', (value, expected) => {
    expect(of(value)).toEqual(expected);
  });
});
