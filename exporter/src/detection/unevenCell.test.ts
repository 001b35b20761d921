import fc from 'fast-check';
import { Draws } from '../../../test/support/randomness.js';
import type { CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';
import { unevenCell, type SideRows } from './unevenCell.js';

const cell = (reference: number, current: number): CellRows => ({ reference, current });
const rowsOf = (cells: readonly CellRows[]): SideRows => ({
  reference: cells.reduce((sum, { reference }) => sum + reference, 0),
  current: cells.reduce((sum, { current }) => sum + current, 0),
});
/** Of cells that are all there is. */
const uneven = (cells: readonly CellRows[], areLaid = false): number | undefined =>
  unevenCell(cells, rowsOf(cells), areLaid);
/** Every cell's own p-value. */
function each(cells: readonly CellRows[]): number[] {
  const { reference: n, current: m } = rowsOf(cells);
  return cells.map(({ reference, current }) =>
    fisherExact({ hits: reference, rows: n }, { hits: current, rows: m }),
  );
}

test('a heap in one of a hundred cells is found, and told by none of the tests over all', () => {
  const cells = Array.from({ length: 100 }, () => cell(100, 1));
  expect(uneven([...cells, cell(100, 10)])).toBeLessThan(1e-4);
  expect(uneven([...cells, cell(100, 2)])).toBe(1);
});

test('a cell that has lost its rows is found, too', () => {
  expect(uneven([cell(500, 600), cell(100, 0)])).toBeLessThan(1e-20);
});

test('a part of nearly all rows is looked at by itself, too', () => {
  expect(unevenCell([cell(9_950, 9_900)], { reference: 10_000, current: 10_000 }, false)).toBeLessThan(1e-3);
});

test('of no cells nothing is known, and a single one says nothing', () => {
  expect(uneven([])).toBeUndefined();
  expect(uneven([cell(10, 20)])).toBe(1);
  expect(uneven([cell(0, 20), cell(10, 0)])).toBeLessThan(1e-6);
  expect(uneven([cell(0, 20), cell(0, 30)])).toBe(1);
});

const table = fc.array(
  fc.record({ reference: fc.oneof(fc.nat(3), fc.nat(60)), current: fc.oneof(fc.nat(3), fc.nat(60)) }),
  { minLength: 1, maxLength: 40 },
);

test('lies between the smallest p-value and that times the number of cells', () => {
  fc.assert(
    fc.property(table, (cells) => {
      const own = each(cells);
      const smallest = Math.min(...own);
      const corrected = uneven(cells) ?? NaN;
      // one direction has half of the two-sided
      expect(corrected).toBeGreaterThanOrEqual((smallest / 2) * (1 - 1e-12));
      // the most uneven by likelihood need not be the one of the smallest p-value, but is hardly above
      expect(corrected).toBeLessThanOrEqual(Math.min(1, 1.5 * smallest * cells.length) + 1e-12);
    }),
  );
});

test('cells that are too small to be found do not count: thousands of rare categories cost nothing', () => {
  const rare = Array.from({ length: 5_000 }, (_, index) => cell(index % 2, 1 - (index % 2)));
  const heap = [cell(5_000, 5_000), cell(10, 50)];
  const alone = uneven([...heap, cell(2_500, 2_500)]) ?? NaN;
  expect(uneven([...heap, ...rare])).toBeLessThan(1.1 * alone);
});

test('where the reference laid a cell around each of its own values, gaps between them are none', () => {
  const draws = new Draws(4);
  const found = draws.many(300, () => {
    const edges = draws.many(100, () => draws.uniform()).sort((a, b) => a - b);
    const counts = edges.map(() => 0);
    for (let row = 0; row < 100; row++) {
      const value = draws.uniform();
      const index = edges.findIndex((edge) => edge >= value);
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    }
    const cells = counts.map((count) => cell(1, count));
    return unevenCell(cells, { reference: 100, current: 100 }, true) ?? NaN;
  });
  expect(found.filter((pValue) => pValue <= 0.05).length / found.length).toBeLessThanOrEqual(0.05);
});

test('without drift, seldom finds a cell at .05: .05 of 600 draws at most', () => {
  const draws = new Draws(3);
  const found = [200, 40, 8].flatMap((kinds) =>
    draws.many(200, () => {
      const cells = Array.from({ length: kinds }, () => [0, 0] as [number, number]);
      for (let row = 0; row < 600; row++) {
        const counts = cells[Math.floor(kinds * draws.uniform() ** 2)];
        if (counts === undefined) continue;
        counts[row < 400 ? 0 : 1] += 1;
      }
      return uneven(cells.map(([reference, current]) => cell(reference, current))) ?? NaN;
    }),
  );
  expect(found.filter((pValue) => pValue <= 0.05).length / found.length).toBeLessThanOrEqual(0.05);
});
