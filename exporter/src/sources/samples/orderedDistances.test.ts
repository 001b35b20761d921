import fc from 'fast-check';
import { anyRow, orderedSample } from '../../../../test/support/samples.js';
import { orderedDistances } from './orderedDistances.js';

const distances = (reference: readonly number[], current: readonly number[]) =>
  orderedDistances(orderedSample(reference), orderedSample(current));

/** The definitions, with a pass over both samples for every value. */
function plain(reference: readonly number[], current: readonly number[]) {
  const present = (values: readonly number[]): number[] =>
    values.filter((value) => !Number.isNaN(value)).map((value) => value + 0);
  const [before, after] = [present(reference), present(current)];
  const [n, m] = [before.length, after.length];
  const share = (values: readonly number[], limit: number): number =>
    values.filter((value) => value <= limit).length / values.length;
  const gap = (one: readonly number[], other: readonly number[], limit: number): number =>
    Math.abs(share(one, limit) - share(other, limit));
  const pooled = [...before, ...after].sort((a, b) => a - b);
  const [finite, finiteAfter] = [before, after].map((values) => values.filter(Number.isFinite)) as [
    number[],
    number[],
  ];
  const places = pooled.filter(Number.isFinite);
  const area = places.slice(1).reduce((sum, value, index) => {
    const previous = places[index] ?? NaN;
    const width = value - previous;
    return width === 0 ? sum : sum + gap(finite, finiteAfter, previous) * width;
  }, 0);
  return {
    kolmogorovSmirnov: Math.max(...pooled.map((value) => gap(before, after, value))),
    wasserstein: finite.length > 0 && finiteAfter.length > 0 ? area : undefined,
    cramerVonMises:
      (n * m * pooled.reduce((sum, value) => sum + gap(before, after, value) ** 2, 0)) / (n + m) ** 2,
    ties: new Set(pooled).size < pooled.length,
  };
}

const rows = fc.array(anyRow, { minLength: 1, maxLength: 40 });

test('every distance is that of its definition', () => {
  fc.assert(
    fc.property(rows, rows, (reference, current) => {
      fc.pre([reference, current].every((values) => values.some((value) => !Number.isNaN(value))));
      const expected = plain(reference, current);
      const found = distances(reference, current);
      expect(found.ties).toBe(expected.ties);
      expect(found.kolmogorovSmirnov).toBeCloseTo(expected.kolmogorovSmirnov, 12);
      expect(found.cramerVonMises).toBeCloseTo(expected.cramerVonMises, 9);
      if (expected.wasserstein === undefined || !Number.isFinite(expected.wasserstein))
        expect(found.wasserstein).toEqual(expected.wasserstein);
      else
        expect(Math.abs((found.wasserstein ?? NaN) - expected.wasserstein)).toBeLessThanOrEqual(
          1e-9 * expected.wasserstein,
        );
    }),
  );
});

test('a sample is at no distance from itself, in whatever proportion', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 4 }), (values, times) => {
      fc.pre(values.some((value) => !Number.isNaN(value)));
      const found = distances(values, Array.from({ length: times }, () => values).flat());
      expect([found.kolmogorovSmirnov, found.cramerVonMises, found.wasserstein ?? 0]).toEqual([0, 0, 0]);
    }),
  );
});

test('sides may be swapped', () => {
  fc.assert(
    fc.property(rows, rows, (reference, current) => {
      const { referenceRows, currentRows, ...there } = distances(reference, current);
      const back = distances(current, reference);
      expect([back.currentRows, back.referenceRows]).toEqual([referenceRows, currentRows]);
      expect(back.kolmogorovSmirnov).toEqual(there.kolmogorovSmirnov);
      expect(back.ties).toBe(there.ties);
      expect(back.cramerVonMises).toBeCloseTo(there.cramerVonMises, 9);
    }),
  );
});

test('samples that do not overlap are as far apart as they can be', () => {
  expect(distances([1, 2], [10, 11])).toMatchObject({ kolmogorovSmirnov: 1, wasserstein: 9, ties: false });
});

test('Wasserstein looks at finite values only, Kolmogorov–Smirnov at all', () => {
  expect(distances([0, 1, Infinity], [0, 1, -Infinity])).toMatchObject({ wasserstein: 0, ties: true });
  expect(distances([0, 1, Infinity], [0, 1, -Infinity]).kolmogorovSmirnov).toBeCloseTo(1 / 3, 12);
});

test.each([
  ['an empty side', [], [1, 2]],
  ['a side without values', [NaN, NaN], [1]],
  ['two empty sides', [], []],
])('%s gives no Wasserstein distance, and nothing that is not finite', (_, reference, current) => {
  const { kolmogorovSmirnov, cramerVonMises, wasserstein } = distances(reference, current);
  expect([kolmogorovSmirnov, cramerVonMises, wasserstein]).toEqual([0, 0, undefined]);
});

test('a side without finite values has no Wasserstein distance, but a Kolmogorov–Smirnov one', () => {
  const found = distances([Infinity, Infinity], [1, 2]);
  expect(found.wasserstein).toBeUndefined();
  expect(found.kolmogorovSmirnov).toBe(1);
});
