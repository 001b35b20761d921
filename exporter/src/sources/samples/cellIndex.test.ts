import fc from 'fast-check';
import { anyNumber, cellsArbitrary } from '../../../../test/support/samples.js';
import { cellIndex, standardise, Z_LIMIT } from './cellIndex.js';

const edges = Float64Array.of(-1, 0, 2.5);

test.each([
  [-Infinity, 0],
  [-1.5, 0],
  [-1, 0],
  [-0.5, 1],
  [-0, 1],
  [0, 1],
  [5e-324, 2],
  [2.5, 2],
  [2.6, 3],
  [Infinity, 3],
])('%d lies in cell %d, an edge in the cell that it ends', (value, cell) => {
  expect(cellIndex(edges, value)).toBe(cell);
});

test('without edges there is one cell', () => {
  expect(cellIndex(new Float64Array(), 5)).toBe(0);
});

test('the cell is how many edges lie below the value', () => {
  fc.assert(
    fc.property(cellsArbitrary, anyNumber, (cells, value) => {
      expect(cellIndex(cells.edges, value)).toBe(cells.edges.filter((edge) => edge < value).length);
    }),
  );
});

test('values are standardised by centre and scale, and clipped so that squares stay finite', () => {
  const cells = { kind: 'numeric', edges, center: 10, scale: 4, minimum: 0, maximum: 1 } as const;
  expect(standardise(cells, 12)).toBe(0.5);
  expect(standardise({ ...cells, scale: 1e-300 }, 1e300)).toBe(Z_LIMIT);
  expect(standardise({ ...cells, scale: 1e-300 }, -1e300)).toBe(-Z_LIMIT);
  expect(Number.isFinite(Z_LIMIT ** 2 * 1e9)).toBe(true);
});
