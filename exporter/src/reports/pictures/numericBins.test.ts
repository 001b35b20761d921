import { normalProfile, numericGrid, profileOf } from '../../../../test/support/profiles.js';
import type { NumericGrid } from '../../profile/grid.js';
import { numericBins } from './numericBins.js';
import { numericLayout } from './numericLayout.js';

/** Cells (−∞, 0], (0, 1], (1, 3], (3, +∞); all edges are drawn, and the middle one serves PSI. */
const grid: NumericGrid = {
  kind: 'numeric',
  edges: Float64Array.of(0, 1, 3),
  psiEdges: Uint32Array.of(1),
  drawingEdges: Uint32Array.of(0, 1, 2),
  minimum: -1,
  maximum: 4,
  mean: 1,
  deviation: 1,
};
const of = (counts: number[], missing = 0) => profileOf(grid, Float64Array.from(counts), missing);

test('bins keep their true widths, and densities are shares over widths', () => {
  const { bins } = numericBins(grid, of([0, 10, 10, 0]), of([0, 5, 15, 0]));
  expect(bins).toEqual([
    { lower: 0, upper: 1, reference: 0.5, current: 0.25, referenceDensity: 0.5, currentDensity: 0.25 },
    { lower: 1, upper: 3, reference: 0.5, current: 0.75, referenceDensity: 0.25, currentDensity: 0.375 },
  ]);
});

test('sides of unequal size normalise to equal areas', () => {
  const { bins } = numericBins(grid, of([0, 1000, 1000, 0]), of([0, 2, 2, 0]));
  const area = (side: 'referenceDensity' | 'currentDensity') =>
    bins.reduce((sum, bin) => sum + bin[side] * (bin.upper - bin.lower), 0);
  expect(area('referenceDensity')).toBeCloseTo(1, 12);
  expect(area('currentDensity')).toBeCloseTo(1, 12);
});

test('what lies beyond the drawing edges stands apart, with its bound', () => {
  const { below, above } = numericBins(grid, of([2, 8, 8, 2]), of([0, 5, 5, 10]));
  expect(below).toEqual({ bound: 0, reference: 0.1, current: 0 });
  expect(above).toEqual({ bound: 3, reference: 0.1, current: 0.5 });
});

test('missing is a share of all rows, the rest of rows with a value', () => {
  const { missing, bins } = numericBins(grid, of([0, 10, 0, 0], 10), of([0, 10, 0, 0], 30));
  expect(missing).toEqual({ reference: 0.5, current: 0.75 });
  expect(bins[0]).toMatchObject({ reference: 1, current: 1 });
});

test('PSI cells reach to infinity and their parts add up to the score', () => {
  const { cells } = numericBins(grid, of([5, 5, 5, 5]), of([0, 5, 5, 10]));
  expect(cells.map(({ lower, upper }) => [lower, upper])).toEqual([
    [-Infinity, 1],
    [1, Infinity],
  ]);
  expect(cells.reduce((sum, { psi }) => sum + psi, 0)).toBeCloseTo(
    (0.25 - 0.5) * Math.log(0.25 / 0.5) + (0.75 - 0.5) * Math.log(0.75 / 0.5),
    12,
  );
});

test('an empty side gives zeros, never NaN', () => {
  const prepared = numericBins(grid, of([1, 2, 3, 4]), of([0, 0, 0, 0]));
  const drawn = numericLayout(prepared);
  const numbers = JSON.stringify([prepared.bins, prepared.missing, drawn], (_, value: unknown) =>
    Number.isNaN(value) ? 'NaN' : value,
  );
  expect(numbers).not.toContain('NaN');
  expect(prepared.cells.every(({ psi }) => psi === 0)).toBe(true);
});

test('a constant with two neighbouring edges is one bin that can be drawn', () => {
  const edges = Float64Array.of(5 - Number.EPSILON * 4, 5);
  const constant: NumericGrid = {
    ...grid,
    edges,
    psiEdges: Uint32Array.of(0, 1),
    drawingEdges: Uint32Array.of(0, 1),
  };
  const side = profileOf(constant, Float64Array.of(0, 40, 0));
  const drawn = numericLayout(numericBins(constant, side, profileOf(constant, Float64Array.of(30, 0, 0))));
  expect(drawn.bins).toHaveLength(1);
  expect(
    Object.values(drawn.bins[0] ?? {}).every((value) => typeof value === 'string' || Number.isFinite(value)),
  ).toBe(true);
  expect(drawn.outer[0]).toMatchObject({ current: 1, reference: 0 });
});

test.each([0, 1])('%i drawing edges leave no bin and still tell what is missing', (count) => {
  const few: NumericGrid = {
    ...grid,
    edges: Float64Array.of(7).subarray(0, count),
    psiEdges: new Uint32Array(count),
    drawingEdges: new Uint32Array(count),
  };
  const side = profileOf(few, new Float64Array(count + 1).fill(10), 10);
  const prepared = numericBins(few, side, side);
  expect(prepared.bins).toEqual([]);
  expect(prepared.below.bound).toBe(count === 0 ? undefined : 7);
  expect(numericLayout(prepared).outer.map(({ label }) => label)).toEqual(
    count === 0 ? ['below', 'above', 'missing'] : ['≤ 7', '> 7', 'missing'],
  );
});

test('edges at the ends of the doubles stay inside the picture', () => {
  const huge: NumericGrid = { ...grid, edges: Float64Array.of(-Number.MAX_VALUE, 0, Number.MAX_VALUE) };
  const { bins, ticks } = numericLayout(numericBins(huge, of([0, 1, 1, 0]), of([0, 2, 1, 0])));
  expect(bins.every(({ x0, x1, y }) => Number.isFinite(y) && x0 >= 0 && x1 > x0)).toBe(true);
  expect(ticks.every(({ x }) => Number.isFinite(x))).toBe(true);
});

test('the parts of a real comparison add up to the registry’s PSI', async () => {
  const { psi } = await import('../../statistics/index.js');
  const normal = numericGrid(50, 10);
  const comparison = {
    reference: normalProfile(normal, 50, 10, 5000),
    current: normalProfile(normal, 55, 12, 700, 20),
  };
  const parts = numericBins(normal, comparison.reference, comparison.current).cells.reduce(
    (sum, cell) => sum + cell.psi,
    0,
  );
  expect(parts).toBeCloseTo(psi.compute(comparison, { significanceLevel: 0.05 })?.value ?? NaN, 12);
});
