import fc from 'fast-check';
import { anyColumn, categoriesGrid, gridOver, numericProfile } from '../../../test/support/samples.js';
import { cellCount, cellsOf, CELL_CATEGORIES, justBelow, type NumericGrid } from './grid.js';
import { countsBetween, psiCounts } from './profile.js';

const ramp = (rows: number): number[] => Array.from({ length: rows }, (_, index) => index);
const edgesAt = ({ edges }: NumericGrid, places: Uint32Array): number[] =>
  Array.from(places, (place) => edges[place] ?? NaN);
/** Rows of `current` in each PSI cell of `reference`. */
const psiOf = (reference: readonly number[], current: readonly number[]): number[] => {
  const counts = psiCounts(numericProfile(gridOver(reference), current));
  return Array.from(counts);
};

describe('every grid', () => {
  test('has finite, strictly ascending edges, whatever the sample', () => {
    fc.assert(
      fc.property(anyColumn, (values) => {
        const { edges } = gridOver(values);
        expect(Array.from(edges).every(Number.isFinite)).toBe(true);
        expect(Array.from(edges)).toEqual(Array.from(new Set(edges)).sort((a, b) => a - b));
      }),
    );
  });

  test('has PSI and drawing edges in ascending order among its edges', () => {
    fc.assert(
      fc.property(anyColumn, (values) => {
        const grid = gridOver(values);
        for (const places of [grid.psiEdges, grid.drawingEdges]) {
          expect(Array.from(places)).toEqual(Array.from(new Set(places)).sort((a, b) => a - b));
          expect(Array.from(places).every((place) => place < grid.edges.length)).toBe(true);
        }
      }),
    );
  });

  test('has no negative zero among its edges, so that equal grids are equal bit by bit', () => {
    const { edges } = gridOver([-0, -0, -0, -1, 1]);
    expect(Array.from(edges).some((edge) => Object.is(edge, -0))).toBe(false);
    expect(edges).toContain(0);
  });

  test('depends on the rows, not on their order', () => {
    fc.assert(
      fc.property(anyColumn, (values) => {
        expect(gridOver([...values].reverse())).toEqual(gridOver(values));
      }),
    );
  });
});

test('deciles of many different values are the PSI edges, and percentiles are edges', () => {
  const grid = gridOver(ramp(2_001));
  expect(edgesAt(grid, grid.psiEdges)).toEqual([200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
  for (let percent = 1; percent <= 99; percent++) expect(grid.edges).toContain(20 * percent);
  expect(grid.distinct).toBeUndefined();
});

test('up to a thousand distinct values each have an edge, and one more has none of their own', () => {
  const few = gridOver(ramp(1_000));
  expect(few.distinct).toEqual(Float64Array.from(ramp(1_000)));
  expect(ramp(1_000).every((value) => few.edges.includes(value))).toBe(true);
  expect(gridOver(ramp(1_001)).distinct).toBeUndefined();
});

describe('a value that holds over a tenth of the rows', () => {
  const spread = (rows: number): number[] => Array.from({ length: rows }, (_, index) => 10 + index / 7);

  test('has a PSI cell that holds it and nothing else of the reference', () => {
    const reference = [...spread(70), ...Array.from({ length: 30 }, () => 12)].filter(
      (value) => value !== 12.5,
    );
    const grid = gridOver(reference);
    const counts = psiCounts(numericProfile(grid, reference));
    const edges = edgesAt(grid, grid.psiEdges);
    const cell = edges.indexOf(12);
    expect(counts[cell]).toBe(reference.filter((value) => value === 12).length);
    expect(edges[cell - 1]).toBe(Math.max(...reference.filter((value) => value < 12)));
  });

  test('has an edge just below it where nothing comes before', () => {
    const reference = [...Array.from({ length: 30 }, () => 5), ...spread(70)];
    const edges = edgesAt(gridOver(reference), gridOver(reference).psiEdges);
    expect(edges.slice(0, 2)).toEqual([justBelow(5), 5]);
    expect(psiOf(reference, [4, 4.999, 5, 5, 5.001]).slice(0, 3)).toEqual([2, 2, 1]);
  });

  test('has no cell of its own at exactly a tenth', () => {
    const reference = [...Array.from({ length: 10 }, () => 5), ...spread(90)];
    expect(edgesAt(gridOver(reference), gridOver(reference).psiEdges)).not.toContain(justBelow(5));
  });
});

describe('a constant', () => {
  test.each([5, -5, 0, 1e308, -1e308, 5e-324, 1.7e18])(
    '%d is told from what lies on either side',
    (value) => {
      const next = -justBelow(-value);
      expect(psiOf([value, value], [justBelow(value), value, value, next])).toEqual([1, 2, 1]);
    },
  );

  test('has a deviation of exactly zero, and cells with a scale of one', () => {
    const grid = gridOver(Array.from({ length: 99 }, () => 0.1));
    expect(grid).toMatchObject({ mean: 0.1, deviation: 0, minimum: 0.1, maximum: 0.1 });
    expect(cellsOf(grid)).toMatchObject({ center: 0.1, scale: 1 });
  });
});

describe('a reference without finite values', () => {
  test.each([
    ['no rows', []],
    ['only missing rows', [NaN, NaN]],
    ['only infinite rows', [Infinity, -Infinity]],
  ])('%s gives one cell, and moments that are unknown', (_, values) => {
    const grid = gridOver(values);
    expect(cellCount(grid)).toBe(1);
    expect(grid).toMatchObject({ minimum: NaN, maximum: NaN, mean: NaN, deviation: NaN });
    expect(cellsOf(grid)).toMatchObject({ center: 0, scale: 1 });
    expect(psiOf(values, [1, 2, NaN, Infinity])).toEqual([3]);
  });
});

test('the least double below any number is below it, with nothing between', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e308 }), (value) => {
      fc.pre(Number.isFinite(value));
      const below = justBelow(value);
      expect(below).toBeLessThan(value);
      const between = below / 2 + value / 2;
      expect([below, value + 0]).toContain(between + 0);
    }),
  );
});

describe('a categorical grid', () => {
  const counts = (length: number): Record<string, number> =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`category ${index}`, length - index]));

  test('gives the most frequent hundred a cell, and the others one together', () => {
    const grid = categoriesGrid(counts(103));
    expect(grid.categories).toHaveLength(CELL_CATEGORIES);
    expect(grid.others).toEqual(['category 100', 'category 101', 'category 102']);
    expect(grid.complete).toBe(true);
    expect(cellCount(grid)).toBe(102);
  });

  test('of nothing has the cells other and unseen', () => {
    expect(cellCount(categoriesGrid({}))).toBe(2);
  });
});

test('counts between chosen edges keep their total, and follow the edges', () => {
  expect(countsBetween(Float64Array.of(1, 2, 4, 8, 16), Uint32Array.of(1, 2))).toEqual(
    Float64Array.of(3, 4, 24),
  );
  expect(countsBetween(Float64Array.of(1, 2), new Uint32Array())).toEqual(Float64Array.of(3));
  fc.assert(
    fc.property(anyColumn, (values) => {
      const grid = gridOver(values);
      const { counts } = numericProfile(grid, values);
      const total = (cells: Float64Array): number => cells.reduce((sum, count) => sum + count, 0);
      const all = Uint32Array.from(grid.edges.keys());
      expect(total(countsBetween(counts, grid.psiEdges))).toBe(
        values.filter((value) => !Number.isNaN(value)).length,
      );
      expect(countsBetween(counts, all)).toEqual(counts);
    }),
  );
});
