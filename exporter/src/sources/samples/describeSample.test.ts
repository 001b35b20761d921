import fc from 'fast-check';
import { anyColumn, orderedSample } from '../../../../test/support/samples.js';
import { MAX_DISTINCT } from '../source.js';
import { describeSample } from './describeSample.js';

const describeRows = (values: readonly number[]) => describeSample(orderedSample(values));
const finiteOf = (values: readonly number[]): number[] =>
  values
    .filter(Number.isFinite)
    .map((value) => value + 0)
    .sort((a, b) => a - b);

/** The same by plain counting, with percentiles as the definition has them. */
function plain(values: readonly number[]) {
  const finite = finiteOf(values);
  const distinct = [...new Set(finite)];
  const heavy = distinct.flatMap((value, index) => {
    const share = finite.filter((other) => other === value).length / finite.length;
    const before = distinct[index - 1];
    if (share <= 0.1) return [];
    return [before === undefined ? { value } : { value, previous: before }];
  });
  return {
    rows: values.length,
    missing: values.filter(Number.isNaN).length,
    infinite: values.filter((value) => Math.abs(value) === Infinity).length,
    minimum: finite[0] ?? NaN,
    maximum: finite.at(-1) ?? NaN,
    distinctCount: distinct.length,
    distinct: Float64Array.from(distinct),
    heavy,
  };
}

test('counts, extremes, distinct and heavy values are those of a plain count', () => {
  fc.assert(
    fc.property(anyColumn, (values) => {
      expect(describeRows(values)).toMatchObject(plain(values));
    }),
  );
});

test('percentiles ascend between the extremes, and lie between the ranks around them', () => {
  fc.assert(
    fc.property(anyColumn, (values) => {
      const { percentiles } = describeRows(values);
      const finite = finiteOf(values);
      expect(percentiles.length).toBe(finite.length === 0 ? 0 : 99);
      percentiles.forEach((percentile, index) => {
        const rank = ((index + 1) * (finite.length - 1)) / 100;
        const [lower = NaN, upper = NaN] = [
          finite[Math.floor(rank - 1e-9)] ?? finite[0],
          finite[Math.ceil(rank + 1e-9)] ?? finite.at(-1),
        ];
        expect(percentile).toBeGreaterThanOrEqual(lower);
        expect(percentile).toBeLessThanOrEqual(upper);
        expect(percentile).toBeGreaterThanOrEqual(percentiles[index - 1] ?? -Infinity);
      });
    }),
  );
});

test("percentiles are NumPy's, by linear interpolation", () => {
  // numpy.percentile([15, 20, 35, 40, 50], [1, 5, 30, 40, 50, 99])
  const { percentiles } = describeRows([50, 15, 40, 20, 35]);
  const chosen = [1, 5, 30, 40, 50, 99].map((percent) => percentiles[percent - 1]);
  [15.2, 16, 23, 29, 35, 49.6].forEach((value, index) => expect(chosen[index]).toBeCloseTo(value, 12));
});

test('percentiles of the largest doubles do not overflow', () => {
  const { percentiles } = describeRows([-1.7e308, 1.7e308]);
  expect(percentiles[49]).toBe(0);
  expect(Array.from(percentiles).every(Number.isFinite)).toBe(true);
});

test('mean and deviation are those of the definition', () => {
  const moderate = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 99 });
  fc.assert(
    fc.property(moderate, (values) => {
      const { mean, deviation } = describeRows(values);
      const average = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
      expect(Math.abs(mean - average)).toBeLessThan(1e-6);
      expect(Math.abs(deviation - Math.sqrt(variance))).toBeLessThan(1e-6);
    }),
  );
});

test.each([
  ['a constant', [0.1, 0.1, 0.1], 0.1, 0],
  ['1e308', [1e308, 1e308], 1e308, 0],
  ['-1e308', [-1e308, -1e308], -1e308, 0],
  ['both ends', [-1e308, 1e308], 0, 1e308],
  ['the least numbers', [0, 2 ** -1020], 2 ** -1021, 2 ** -1021],
  ['1e-200', [-1e-200, 1e-200], 0, 1e-200],
  ['times', [1.7e9 - 1, 1.7e9 + 1], 1.7e9, 1],
  ['with infinities', [-Infinity, 1, 3, Infinity], 2, 1],
])('mean and deviation of %s are exact', (_, values, mean, deviation) => {
  expect(describeRows(values)).toMatchObject({ mean, deviation });
});

test('moments are finite for any finite value', () => {
  fc.assert(
    fc.property(anyColumn, (values) => {
      fc.pre(finiteOf(values).length > 0);
      const { mean, deviation, minimum, maximum } = describeRows(values);
      expect(Number.isFinite(deviation)).toBe(true);
      const slack = 1e-9 * Math.max(Math.abs(minimum), Math.abs(maximum));
      expect(mean).toBeGreaterThanOrEqual(minimum - slack);
      expect(mean).toBeLessThanOrEqual(maximum + slack);
    }),
  );
});

test('distinct values are told up to the limit, and their number beyond it', () => {
  const ramp = (length: number): number[] => Array.from({ length }, (_, index) => index);
  expect(describeRows(ramp(MAX_DISTINCT)).distinct).toHaveLength(MAX_DISTINCT);
  const beyond = describeRows([...ramp(MAX_DISTINCT + 5), ...ramp(9)]);
  expect(beyond.distinct).toBeUndefined();
  expect(beyond.distinctCount).toBe(MAX_DISTINCT + 5);
});
