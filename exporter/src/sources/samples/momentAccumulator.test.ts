import fc from 'fast-check';
import { MomentAccumulator } from './momentAccumulator.js';

const WIDTH = 3;
const features = Array.from({ length: WIDTH }, () => ({ center: 1, scale: 2 }));
const axes = {
  mean: new Float64Array(WIDTH),
  deviation: new Float64Array(WIDTH).fill(1),
  components: [Float64Array.of(1, 0, 0)],
};

type Row = readonly number[];
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom(-1, 0, 1, 7, NaN),
  ...Array.from({ length: WIDTH }, () =>
    fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(NaN, Infinity)),
  ),
);

function accumulate(chunks: readonly (readonly Row[])[]): ReturnType<MomentAccumulator['results']> {
  const accumulator = new MomentAccumulator(features, axes);
  for (const rows of chunks) {
    const columns = Array.from({ length: WIDTH + 1 }, (_, index) =>
      Float64Array.from(rows, (of) => of[index] ?? NaN),
    );
    accumulator.add(columns, rows.length);
  }
  return accumulator.results(60_000);
}

test('rows in any chunks and in any order add up to the same', () => {
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 40 }), { maxLength: 5 }), (chunks) => {
      const whole = accumulate([chunks.flat().reverse()]);
      const parts = accumulate(chunks);
      expect(parts.map(({ bucketStart, rows }) => [bucketStart, rows])).toEqual(
        whole.map(({ bucketStart, rows }) => [bucketStart, rows]),
      );
      for (const [index, { sums, products, residuals }] of parts.entries()) {
        // halves and quarters of whole numbers: exact but for the roots
        expect(sums).toEqual(whole[index]?.sums);
        expect(products).toEqual(whole[index]?.products);
        expect(residuals).toBeCloseTo(whole[index]?.residuals ?? NaN, 6);
      }
    }),
  );
});

test('more rows than are multiplied at a time', () => {
  const rows = Array.from({ length: 700 }, (_, index): Row => [0, index % 5, index % 3, 1]);
  const [found] = accumulate([rows]);
  const z = rows.map((of) => of.slice(1).map((value) => (value - 1) / 2));
  const product = (i: number, j: number): number =>
    z.reduce((sum, of) => sum + (of[i] ?? NaN) * (of[j] ?? NaN), 0);
  expect(Array.from(found?.products ?? [])).toEqual(
    [product(0, 0), product(1, 0), product(1, 1), product(2, 0), product(2, 1), product(2, 2)].map((sum) =>
      expect.closeTo(sum, 9),
    ),
  );
});
