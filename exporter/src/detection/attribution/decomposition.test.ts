import fc from 'fast-check';
import { cellHits, expectFinite, tableOf } from '../../../../test/support/jointTables.js';
import { decomposition, topCells } from './decomposition.js';

const parts = (...args: Parameters<typeof decomposition>): ReturnType<typeof decomposition> & object => {
  const result = decomposition(...args);
  if (result === undefined) throw new Error('no decomposition');
  return result;
};

test('rows that move between cells of other means are all covariate', () => {
  const result = parts(tableOf([100, 100], [10, 50]), tableOf([50, 150], [5, 75]));
  expect(result.change).toBeCloseTo(0.1, 12);
  expect(result.covariate).toBeCloseTo(0.1, 12);
  expect([result.concept, result.interaction]).toEqual([0, 0]);
  // each cell: .25 of the rows times .2 from the mean
  expect(result.cells.map(({ covariate }) => covariate)).toEqual([
    expect.closeTo(0.05),
    expect.closeTo(0.05),
  ]);
  expect(result.overlap).toBeCloseTo(0.75, 12);
});

test('means that move in cells as full as before are all concept', () => {
  const result = parts(tableOf([100, 100], [10, 50]), tableOf([200, 200], [40, 100]));
  expect(result).toMatchObject({ covariate: 0, interaction: 0 });
  expect(result.concept).toBeCloseTo(0.05, 12);
  expect(topCells(result, 'concept', 3).map(({ cell }) => cell.text)).toEqual(['up to 1']);
});

test('by hand, with both', () => {
  const result = parts(tableOf([80, 20], [8, 10]), tableOf([50, 50], [10, 35]));
  // Σ (q − p) m = −.3 · .1 + .3 · .5, Σ p ΔM = .8 · .1 + .2 · .2, Σ (q − p) ΔM = −.3 · .1 + .3 · .2
  expect(result).toMatchObject({
    change: expect.closeTo(0.27, 12),
    covariate: expect.closeTo(0.12, 12),
    concept: expect.closeTo(0.12, 12),
    interaction: expect.closeTo(0.03, 12),
  });
});

test('a cell without rows on one side has no concept part', () => {
  for (const result of [
    parts(tableOf([100, 0], [10, 0]), tableOf([100, 100], [10, 90])),
    parts(tableOf([100, 100], [10, 90]), tableOf([0, 100], [0, 90])),
  ]) {
    expect(result.cells.map(({ concept, interaction }) => concept + interaction)).toEqual([0, 0]);
    expect(result.covariate).toBeCloseTo(result.change, 12);
  }
});

test('rows without a value are a cell, too', () => {
  const result = parts(tableOf([90], [9], { rows: 10, sum: 0 }), tableOf([50], [5], { rows: 50, sum: 50 }));
  expect(result.cells.map(({ cell }) => cell.text)).toEqual(['any value', 'missing']);
  expect(result.covariate + result.concept + result.interaction).toBeCloseTo(0.46, 12);
});

test('parts add up to the change, in cells and all together, whatever comes', () => {
  const cells = 6;
  fc.assert(
    fc.property(cellHits(cells), cellHits(cells), fc.constantFrom(1, 1e-9, 1e9, -3.7), (one, other, unit) => {
      const scaled = (hits: number[]): number[] => hits.map((hit) => hit * unit);
      const result = parts(tableOf(one.rows, scaled(one.hits)), tableOf(other.rows, scaled(other.hits)));
      const tolerance = 1e-12 * Math.abs(unit);
      const { change, covariate, concept, interaction } = result;
      expect(Math.abs(covariate + concept + interaction - change)).toBeLessThanOrEqual(tolerance);
      const all = result.cells.reduce(
        (sum, cell) => sum + cell.covariate + cell.concept + cell.interaction,
        0,
      );
      expect(Math.abs(all - change)).toBeLessThanOrEqual(tolerance);
      expect(result.overlap).toBeLessThanOrEqual(1 + 1e-12);
      expectFinite(result);
    }),
  );
});

test('the same on both sides is no change, and has no top cell', () => {
  const table = tableOf([3, 0, 9], [1, 0, 7]);
  expect(parts(table, table)).toMatchObject({ change: 0, covariate: 0, concept: 0, interaction: 0 });
  expect(topCells(parts(table, table), 'all', 5)).toEqual([]);
});

test('numbers at the end of doubles give nothing rather than infinity', () => {
  expect(decomposition(tableOf([1, 1], [-5e307, 0]), tableOf([1, 1], [5e307, 0]))).toBeDefined();
  expect(decomposition(tableOf([1], [-1.5e308]), tableOf([1], [1.5e308]))).toBeUndefined();
});
