import fc from 'fast-check';
import { describeSample } from '../sources/samples/describeSample.js';
import { countSample } from '../sources/samples/countSample.js';
import { sortSample } from '../sources/samples/sortSample.js';
import { cellsOf, numericGrid } from './grid.js';
import { coarsen, suppressSmallCells } from './privacy.js';
import { profileOf, type Profile } from './profile.js';

function numericProfile(values: readonly number[]): Profile {
  const sample = sortSample(Float64Array.from(values), new Float64Array(values.length));
  const grid = numericGrid({ kind: 'numeric', feature: 'x', ...describeSample(sample) });
  const cells = cellsOf(grid);
  if (cells.kind !== 'numeric') throw new TypeError('a numeric grid has numeric cells');
  return profileOf(grid, {
    feature: 'x',
    bucketStart: 0,
    segment: '',
    joint: {},
    ...countSample(sample, cells),
  });
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

test('every cell of a coarse grid holds enough rows, and none is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 2, max: 60 }),
      (values, minCell) => {
        const reference = numericProfile(values);
        const coarse = coarsen(reference, minCell);
        expect(total(coarse.counts)).toBe(values.length);
        if (coarse.counts.length > 1) expect(Math.min(...coarse.counts)).toBeGreaterThanOrEqual(minCell);
        expect(coarse.grid.kind === 'numeric' && coarse.grid.distinct).toBeFalsy();
      },
    ),
  );
});

test('the extremes of the reference are not kept', () => {
  const { grid } = coarsen(numericProfile([-999, ...Array.from({ length: 200 }, (_, index) => index)]), 10);
  expect(grid.kind === 'numeric' && grid.minimum).toBeGreaterThan(0);
});

test('rare categories lose their names', () => {
  const grid = { kind: 'categorical', categories: ['a', 'b', 'c'], others: ['d'], complete: true } as const;
  const counts = Float64Array.of(50, 20, 3, 1, 0);
  const empty = new Float64Array();
  const reference: Profile = {
    grid,
    rows: 80,
    missing: 6,
    counts,
    sums: empty,
    squares: empty,
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    joint: {},
  };
  const coarse = coarsen(reference, 10);
  expect(coarse.grid).toEqual({ kind: 'categorical', categories: ['a', 'b'], others: [], complete: false });
  expect(Array.from(coarse.counts)).toEqual([50, 20, 4, 0]);
  expect({ rows: coarse.rows, missing: coarse.missing }).toEqual({ rows: 80, missing: 6 });
});

test('one row a cell is no limit', () => {
  const reference = numericProfile([1, 2, 3]);
  expect(coarsen(reference, 1)).toBe(reference);
  expect(suppressSmallCells(reference, 1)).toBe(reference);
});

test('small cells are published as empty', () => {
  const reference = numericProfile([1, 1, 1, 2]);
  expect(Math.max(...suppressSmallCells(reference, 3).counts)).toBe(3);
  expect(total(suppressSmallCells(reference, 3).counts)).toBe(3);
  expect(total(reference.counts)).toBe(4);
});

test('a coarse grid invents no moments', () => {
  const bare = {
    ...numericProfile(Array.from({ length: 200 }, (_, index) => index)),
    sums: new Float64Array(),
    squares: new Float64Array(),
  };
  const { sums, squares, counts } = coarsen(bare, 20);
  expect([sums.length, squares.length]).toEqual([0, 0]);
  expect(total(counts)).toBe(200);
});
