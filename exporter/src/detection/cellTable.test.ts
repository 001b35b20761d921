import fc from 'fast-check';
import {
  categoriesGrid,
  cellsProfile,
  compareCategories,
  gridOver,
  numericProfile,
} from '../../../test/support/samples.js';
import { cellTable, poolSmallCells, rowsOf, type CellRows } from './cellTable.js';

const count = fc.oneof({ weight: 3, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(2_000) });
const cells = fc.array(fc.record({ reference: count, current: count }, { noNullPrototype: true }), {
  minLength: 1,
  maxLength: 30,
});
const total = (table: readonly CellRows[], side: keyof CellRows): number =>
  table.reduce((sum, cell) => sum + cell[side], 0);
const totals = (table: readonly CellRows[]): number[] => [total(table, 'reference'), total(table, 'current')];
const swap = (table: readonly CellRows[]): CellRows[] =>
  table.map(({ reference, current }) => ({ reference: current, current: reference }));
/** Rows that a cell expects on the smaller side. */
const expected = (table: readonly CellRows[], cell: CellRows): number => {
  const [reference = 0, current = 0] = totals(table);
  return (rowsOf(cell) * Math.min(reference, current)) / (reference + current);
};
const cell = (reference: number, current: number): CellRows => ({ reference, current });

describe.each([
  ['neighbours', false],
  ['categories', true],
])('pooled %s', (_, anyOrder) => {
  test('keep the rows of either side', () => {
    fc.assert(
      fc.property(cells, (table) => {
        expect(totals(poolSmallCells(table, anyOrder))).toEqual(totals(table));
      }),
    );
  });

  test('expect five rows on either side each, unless one pool holds everything', () => {
    fc.assert(
      fc.property(cells, (table) => {
        fc.pre(Math.min(...totals(table)) > 0);
        const pools = poolSmallCells(table, anyOrder);
        if (pools.length > 1)
          for (const pool of pools) expect(expected(table, pool)).toBeGreaterThanOrEqual(5);
        else expect(pools).toHaveLength(1);
      }),
    );
  });

  test('do not depend on which side is which', () => {
    fc.assert(
      fc.property(cells, (table) => {
        expect(poolSmallCells(swap(table), anyOrder)).toEqual(swap(poolSmallCells(table, anyOrder)));
      }),
    );
  });
});

test('neighbours are taken together in their order, and what is left at the end joins the last', () => {
  const table = [cell(2, 3), cell(3, 2), cell(50, 40), cell(1, 1), cell(4, 14)];
  expect(poolSmallCells(table, false)).toEqual([cell(5, 5), cell(50, 40), cell(5, 15)]);
  expect(poolSmallCells([cell(50, 40), cell(1, 1)], false)).toEqual([cell(51, 41)]);
});

test('categories are taken together from the rarest on, and frequent ones stay alone', () => {
  const table = [cell(50, 40), cell(1, 2), cell(40, 50), cell(3, 1), cell(8, 3)];
  expect(poolSmallCells(table, true)).toEqual([cell(12, 6), cell(50, 40), cell(40, 50)]);
});

test('categories with as many rows go together, so that their order cannot tell the sides apart', () => {
  const table = [
    ...Array.from({ length: 30 }, () => cell(1, 0)),
    ...Array.from({ length: 30 }, () => cell(0, 1)),
    cell(70, 70),
  ];
  expect(poolSmallCells(table, true)).toEqual([cell(30, 30), cell(70, 70)]);
});

describe('the table of a comparison', () => {
  test('of numbers has the PSI cells that are not empty', () => {
    const grid = gridOver([1, 1, 2, 2]);
    const table = cellTable({
      reference: numericProfile(grid, [1, 1, 2, 2]),
      current: numericProfile(grid, [1, 2, 3]),
    });
    expect(table).toEqual([cell(2, 1), cell(2, 1), cell(0, 1)]);
  });

  test('of a few categories has a cell for each, the new ones too', () => {
    const table = cellTable(compareCategories(['a', 'a', 'b'], ['a', 'c', 'd', 'd', null]));
    expect(table).toEqual([cell(2, 1), cell(1, 0), cell(0, 2), cell(0, 1)]);
  });

  test('keeps the rows of either side, however many categories there are', () => {
    const names = fc.array(
      fc.oneof(fc.nat(3), fc.nat(600)).map((index) => `category ${index}`),
      { minLength: 1, maxLength: 900 },
    );
    fc.assert(
      fc.property(names, names, fc.boolean(), (reference, current, isNamed) => {
        const comparison = compareCategories(reference, current);
        const table = cellTable(
          isNamed ? comparison : { reference: comparison.reference, current: comparison.current },
        );
        expect(totals(table)).toEqual([reference.length, current.length]);
        expect(table.every((entry) => entry.reference >= 0 && entry.current >= 0 && rowsOf(entry) > 0)).toBe(
          true,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('takes unseen categories that are not told by name together with the rare ones', () => {
    const grid = categoriesGrid({ often: 900, seldom: 3, rare: 2 });
    const reference = cellsProfile(grid, [900, 3, 2]);
    const current = cellsProfile(grid, [880, 2, 3, 0, 20]);
    expect(cellTable({ reference, current })).toEqual([cell(900, 880), cell(5, 25)]);
  });

  test('takes categories that chance could have left without a cell together with the others', () => {
    const repeat = (name: string, times: number): string[] => Array.from({ length: times }, () => name);
    const many = Array.from({ length: 150 }, (_, index) => repeat(`few ${index}`, 5)).flat();
    const table = cellTable(
      compareCategories(
        [...repeat('often', 500), ...many],
        [...repeat('often', 450), ...repeat('new', 90), ...many],
      ),
    );
    expect(table).toEqual([cell(500, 450), cell(0, 90), cell(750, 750)]);
  });
});
