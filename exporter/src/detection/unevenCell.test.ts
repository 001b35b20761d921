import fc from 'fast-check';
import { Draws } from '../../../test/support/randomness.js';
import type { CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';
import { unevenCell } from './unevenCell.js';

const cell = (reference: number, current: number): CellRows => ({ reference, current });
/** Every cell's own p-value. */
function each(cells: readonly CellRows[]): number[] {
  const n = cells.reduce((sum, { reference }) => sum + reference, 0);
  const m = cells.reduce((sum, { current }) => sum + current, 0);
  return cells.map(({ reference, current }) =>
    fisherExact({ hits: reference, rows: n }, { hits: current, rows: m }),
  );
}

test('a heap in one of a hundred cells is found, and told by none of the tests over all', () => {
  const cells = Array.from({ length: 100 }, () => cell(100, 1));
  expect(unevenCell([...cells, cell(100, 10)])).toBeLessThan(1e-4);
  expect(unevenCell([...cells, cell(100, 2)])).toBe(1);
});

test('a cell that has lost its rows is found, too', () => {
  expect(unevenCell([cell(500, 600), cell(100, 0)])).toBeLessThan(1e-20);
});

test('of no cells nothing is known, and a single one says nothing', () => {
  expect(unevenCell([])).toBeUndefined();
  expect(unevenCell([cell(10, 20)])).toBe(1);
  expect(unevenCell([cell(0, 20), cell(10, 0)])).toBeLessThan(1e-6);
  expect(unevenCell([cell(0, 20), cell(0, 30)])).toBe(1);
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
      const corrected = unevenCell(cells) ?? NaN;
      expect(corrected).toBeGreaterThanOrEqual(smallest * (1 - 1e-12));
      // the most uneven by likelihood need not be the one of the smallest p-value, but is hardly above
      expect(corrected).toBeLessThanOrEqual(Math.min(1, 1.5 * smallest * cells.length) + 1e-12);
    }),
  );
});

test('cells that are too small to be found do not count: thousands of rare categories cost nothing', () => {
  const rare = Array.from({ length: 5_000 }, (_, index) => cell(index % 2, 1 - (index % 2)));
  const heap = [cell(5_000, 5_000), cell(10, 50)];
  const alone = unevenCell([...heap, cell(2_500, 2_500)]) ?? NaN;
  expect(unevenCell([...heap, ...rare])).toBeLessThan(1.1 * alone);
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
      return unevenCell(cells.map(([reference, current]) => cell(reference, current))) ?? NaN;
    }),
  );
  expect(found.filter((pValue) => pValue <= 0.05).length / found.length).toBeLessThanOrEqual(0.05);
});
