import fc from 'fast-check';
import {
  anyColumn,
  anyRow,
  cellsArbitrary,
  cellsOver,
  orderedSample,
} from '../../../../test/support/samples.js';
import type { CellCounts, NumericCells } from '../source.js';
import { Z_LIMIT } from './cellIndex.js';
import { countSample, type NumericCounts } from './countSample.js';
import { GroupedCounts } from './groupedCounts.js';

/** The definition, value by value. */
function plain(
  values: readonly number[],
  { edges, center, scale, minimum, maximum, distinct }: NumericCells,
): NumericCounts {
  const cells = [...edges, Infinity].map((upper, cell) =>
    values.filter((value) => value <= upper && (cell === 0 || value > (edges[cell - 1] ?? NaN))),
  );
  const z = cells.map((cell) =>
    cell.filter(Number.isFinite).map((value) => {
      const distance = value - center;
      // of opposite sign and close to ±1e308, so that nothing cancels
      const overflows = Math.abs(distance) === Infinity;
      const standardised = overflows ? value / scale - center / scale : distance / scale;
      return Math.min(Z_LIMIT, Math.max(-Z_LIMIT, standardised));
    }),
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const count = (counts: (value: number) => boolean): number => values.filter(counts).length;
  const isOutside = (value: number): boolean => value < minimum || value > maximum;
  return {
    rows: values.length,
    missing: count(Number.isNaN),
    counts: Float64Array.from(cells, (cell) => cell.length),
    sums: Float64Array.from(z, sum),
    squares: Float64Array.from(z, (numbers) => sum(numbers.map((number) => number * number))),
    infinite: count((value) => Math.abs(value) === Infinity),
    below: count((value) => value < minimum),
    above: count((value) => value > maximum),
    unseen: count(
      (value) =>
        distinct !== undefined && !isOutside(value) && !Number.isNaN(value) && !distinct.includes(value),
    ),
  };
}

/** Sums depend on the order of rows in their last digits; all else is exact. */
function expectSameCounts(counted: NumericCounts, expected: NumericCounts): void {
  const exact = (counts: NumericCounts): unknown => ({ ...counts, sums: undefined, squares: undefined });
  expect(exact(counted)).toEqual(exact(expected));
  for (const key of ['sums', 'squares'] as const) {
    expect(counted[key].length).toBe(expected[key].length);
    counted[key].forEach((sum, cell) => {
      const size =
        Math.sqrt(expected.squares[cell] ?? NaN) *
        (key === 'squares' ? Math.sqrt(expected.squares[cell] ?? NaN) : 1);
      expect(Math.abs(sum - (expected[key][cell] ?? NaN))).toBeLessThanOrEqual(1e-12 * size * expected.rows);
    });
  }
}

const columnAndCells = fc
  .tuple(cellsArbitrary, fc.array(anyRow, { maxLength: 100 }))
  .map(([cells, rows]): [NumericCells, number[]] => [
    cells,
    // every third value is an edge
    rows.map((value, index) =>
      index % 3 === 0 ? (cells.edges[index % (cells.edges.length || 1)] ?? value) : value,
    ),
  ]);

describe('a counted sample', () => {
  test('is what a plain count gives', () => {
    fc.assert(
      fc.property(columnAndCells, ([cells, values]) => {
        expectSameCounts(countSample(orderedSample(values), cells), plain(values, cells));
      }),
    );
  });

  test('of the reference itself, or of other rows, on the grid of a reference is what a plain count gives', () => {
    fc.assert(
      fc.property(anyColumn, anyColumn, (reference, current) => {
        const cells = cellsOver(reference);
        expectSameCounts(countSample(orderedSample(current), cells), plain(current, cells));
        expectSameCounts(countSample(orderedSample(reference), cells), plain(reference, cells));
      }),
    );
  });

  test('keeps the standardised distance of values whose difference overflows', () => {
    const cells = { ...cellsOver([1, 2]), edges: new Float64Array(), center: -1e308, scale: 1e308 };
    const { sums } = countSample(orderedSample([1.7e308]), cells);
    expect(sums[0]).toBeCloseTo(2.7, 12);
  });

  test('puts an edge into the cell that it ends, and infinities into the outer ones', () => {
    const cells = {
      ...cellsOver([1, 2]),
      edges: Float64Array.of(1, 2),
      minimum: 1,
      maximum: 2,
    };
    const counted = countSample(orderedSample([-Infinity, 1, 1, 1.5, 2, 2.5, Infinity, NaN]), cells);
    expect(counted).toMatchObject({
      counts: Float64Array.of(3, 2, 2),
      infinite: 2,
      below: 1,
      above: 2,
      missing: 1,
      rows: 8,
    });
  });

  test('tells values that the reference never had from those out of its range', () => {
    const cells = cellsOver([1, 2, 4]);
    expect(countSample(orderedSample([0, 1, 2, 3, 3, 4, 5]), cells)).toMatchObject({
      unseen: 2,
      below: 1,
      above: 1,
    });
  });

  test('of a reference without values has no range, and every value is unseen', () => {
    const cells = cellsOver([]);
    expect(countSample(orderedSample([1, NaN, -Infinity]), cells)).toMatchObject({
      unseen: 2,
      below: 0,
      above: 0,
      infinite: 1,
      counts: Float64Array.of(2),
    });
  });
});

describe('grouped counts', () => {
  const feature = { name: 'x', kind: 'numeric' } as const;
  const rowArbitrary = fc.record({
    bucket: fc.constantFrom(-2, 0, 1, 7, NaN),
    segment: fc.nat(1),
    label: fc.constantFrom(0, 1, 0.5, NaN),
    value: anyRow,
  });
  type Row = { bucket: number; segment: number; label: number; value: number };
  const hour = 3_600_000;

  function grouped(cells: NumericCells, chunks: readonly (readonly Row[])[]): CellCounts[] {
    const counts = new GroupedCounts([{ feature, cells }], [['color=red', 'color=blue']], ['label']);
    for (const chunk of chunks) {
      const columns = (['bucket', 'segment', 'label', 'value'] as const).map((key) =>
        Float64Array.from(chunk, (row) => row[key]),
      );
      counts.add(columns, chunk.length);
    }
    return counts.results(hour);
  }

  test('of each bucket and segment are what counting its rows alone gives', () => {
    fc.assert(
      fc.property(
        cellsArbitrary,
        fc.array(rowArbitrary, { maxLength: 60 }),
        fc.nat(60),
        (cells, rows, cut) => {
          const results = grouped(cells, [rows.slice(0, cut), rows.slice(cut)]);
          const inBuckets = rows.filter(({ bucket }) => !Number.isNaN(bucket));
          const keys = inBuckets.flatMap(({ bucket, segment }) => [
            `${bucket * hour} `,
            `${bucket * hour} color=${['red', 'blue'][segment]}`,
          ]);
          expect(new Set(results.map(({ bucketStart, segment }) => `${bucketStart} ${segment}`))).toEqual(
            new Set(keys),
          );
          expect(results).toHaveLength(new Set(keys).size);
          for (const { bucketStart, segment, joint, feature: name, ...counted } of results) {
            const own = inBuckets.filter(
              (row) =>
                row.bucket * hour === bucketStart &&
                (segment === '' || segment === `color=${['red', 'blue'][row.segment]}`),
            );
            const alone = countSample(orderedSample(own.map(({ value }) => value)), cells);
            expectSameCounts(counted, alone);
            expect(name).toBe('x');
            const labelled = own.filter(({ value, label }) => !Number.isNaN(value) && !Number.isNaN(label));
            expect(joint.label?.counts).toEqual(
              plain(
                labelled.map(({ value }) => value),
                cells,
              ).counts,
            );
            const total = joint.label?.sums.reduce((sum, part) => sum + part, 0);
            expect(total).toBe(labelled.reduce((sum, { label }) => sum + label, 0));
          }
        },
      ),
    );
  });

  test('of no rows are absent in buckets, and one empty count without buckets', () => {
    const cells = cellsOver([1, 2]);
    const empty = new GroupedCounts([{ feature, cells }], [], []);
    expect(empty.results(hour)).toEqual([]);
    expect(empty.results()).toMatchObject([
      { feature: 'x', bucketStart: 0, segment: '', rows: 0, missing: 0 },
    ]);
  });

  test('over a reference without values are those of a sample', () => {
    const cells = cellsOver([]);
    const [counted] = grouped(cells, [[{ bucket: 0, segment: 0, label: 0, value: 5 }]]);
    expect(counted).toMatchObject(countSample(orderedSample([5]), cells));
  });
});
