import fc from 'fast-check';
import { decodeMoments, encodeMoments, roundedSecondMoments } from './momentsCodec.js';
import type { SecondMoments } from './secondMoments.js';

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 100_000 }),
  fc.constant(0),
);

const moments = fc.integer({ min: 0, max: 6 }).chain((size): fc.Arbitrary<SecondMoments> =>
  fc
    .tuple(
      fc.array(fc.string(), { minLength: size, maxLength: size }),
      fc.nat(),
      fc.array(number, { minLength: size, maxLength: size }),
      fc.array(number, { minLength: (size * (size + 1)) / 2, maxLength: (size * (size + 1)) / 2 }),
      fc.option(number, { nil: undefined }),
    )
    .map(([features, rows, sums, products, residuals]) => ({
      features,
      rows,
      sums: Float64Array.from(sums),
      products: Float64Array.from(products),
      ...(residuals === undefined ? {} : { residuals }),
    })),
);

test('what was written is read to the last bit', () => {
  fc.assert(
    fc.property(moments, (written) => {
      expect(decodeMoments(encodeMoments(written), written.features)).toEqual(written);
    }),
  );
});

test('rounded sums take half of the bytes, and rounding twice is rounding once', () => {
  const size = 40;
  const written: SecondMoments = {
    features: Array.from({ length: size }, (_, index) => `f${index}`),
    rows: 17,
    sums: Float64Array.from({ length: size }, (_, index) => Math.sin(index)),
    products: Float64Array.from({ length: (size * (size + 1)) / 2 }, (_, index) => Math.cos(index)),
  };
  const once = roundedSecondMoments(written);
  expect(roundedSecondMoments(once)).toEqual(once);
  expect(decodeMoments(encodeMoments(once), once.features)).toEqual(once);
  expect(encodeMoments(once).length).toBeLessThan(0.55 * encodeMoments(written).length);
});

test('anything else is corrupt', () => {
  const written: SecondMoments = {
    features: ['a', 'b'],
    rows: 3,
    sums: Float64Array.of(1.5, 2),
    products: Float64Array.of(1, 2.25, 3),
    residuals: 4.5,
  };
  const blob = encodeMoments(written);
  const broken: [Uint8Array, string[]][] = [
    [new Uint8Array(), ['a', 'b']],
    [blob, ['a']],
    [blob, ['b', 'a']],
    [Uint8Array.from([...blob, 0]), ['a', 'b']],
    [Uint8Array.from([9, ...blob.slice(1)]), ['a', 'b']],
    [encodeMoments({ ...written, sums: Float64Array.of(NaN, 1) }), ['a', 'b']],
    [encodeMoments({ ...written, sums: new Float64Array() }), ['a', 'b']],
    ...Array.from({ length: blob.length - 1 }, (_, index): [Uint8Array, string[]] => [
      blob.slice(0, index + 1),
      ['a', 'b'],
    ]),
  ];
  for (const [bytes, features] of broken) {
    expect(() => decodeMoments(bytes, features)).toThrow(expect.objectContaining({ code: 'store_corrupt' }));
  }
});
