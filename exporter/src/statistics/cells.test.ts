import { compareCounts } from '../../../test/support/comparisons.js';
import { cellPair, psiCells, sumOverShares } from './cells.js';

test('leaves out the cells that are empty on both sides', () => {
  const cells = psiCells(compareCounts([1, 0, 3], [0, 0, 4]));
  expect(cells).toEqual({
    reference: Float64Array.of(1, 3),
    current: Float64Array.of(0, 4),
    referenceRows: 4,
    currentRows: 4,
  });
});

test('an empty side has no cells', () => {
  expect(cellPair([1, 2], [0, 0])).toBeUndefined();
  expect(cellPair([], [])).toBeUndefined();
});

test('adds up over shares', () => {
  const cells = cellPair([1, 3], [4, 4]);
  expect(cells && sumOverShares(cells, (reference, current) => reference * 10 + current)).toBe(11);
});
