import fc from 'fast-check';
import { Draws } from '../../../../test/support/randomness.js';
import { anyNumber } from '../../../../test/support/samples.js';
import { radixSort } from './radixSort.js';
import { sortSample } from './sortSample.js';

/** Sorted copies, as `radixSort` and as the engine do it; -0 comes before 0 in both. */
function sorted(values: ArrayLike<number>): { ours: Float64Array; engine: Float64Array } {
  const result = radixSort(Float64Array.from(values), new Float64Array(values.length));
  return { ours: result, engine: Float64Array.from(values).sort() };
}

/** Bits, since toEqual takes two arrays of the same numbers for equal only after a slow walk. */
const bits = (values: Float64Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);
function expectSorted(values: ArrayLike<number>): void {
  const { ours, engine } = sorted(values);
  expect(bits(ours).equals(bits(engine))).toBe(true);
}

test('the check of this file tells an unsorted array, and a zero from its negative', () => {
  expect(bits(Float64Array.of(2, 1)).equals(bits(Float64Array.of(1, 2)))).toBe(false);
  expect(bits(Float64Array.of(-0)).equals(bits(Float64Array.of(0)))).toBe(false);
});

/** Repeats and perturbs a few values until there are enough for the radix passes. */
function manyOf(seeds: readonly number[], length: number): Float64Array {
  const draws = new Draws(length + seeds.length);
  return Float64Array.from({ length }, () => {
    const value = seeds[draws.below(seeds.length)] ?? 0;
    return draws.uniform() < 0.5 ? value : value * (1 + draws.uniform());
  });
}

test('sorts any doubles as the engine does', () => {
  const seeds = fc.array(anyNumber, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1_990, max: 2_100 }), (values, length) => {
      expectSorted(manyOf(values, length));
    }),
  );
});

test.each([0, 1, 2, 1_999, 2_000, 2_001, 50_000])('sorts %d values', (length) => {
  const draws = new Draws(length);
  expectSorted(Array.from({ length }, () => draws.normal() * 10 ** draws.below(300)));
});

test.each<[string, (draws: Draws, index: number) => number]>([
  ['denormal', (draws) => (draws.below(2_000) - 1_000) * 5e-324],
  ['equal in their upper halves', (draws) => 1 + draws.below(1_000_000) * 2 ** -52],
  ['equal in their upper halves and negative', (draws) => -1 - draws.below(1_000_000) * 2 ** -52],
  ['whole', (draws) => draws.below(100) - 50],
  ['constant', () => -7.25],
  ['zeros of both signs', (draws) => (draws.uniform() < 0.5 ? 0 : -0)],
  ['infinite', (draws) => [Infinity, -Infinity, 1][draws.below(3)] ?? 0],
  ['ascending', (_, index) => index],
  ['descending', (_, index) => -index],
  ['times', (draws) => 1.7e9 + draws.uniform() * 1e5],
  ['of any bits', (draws) => anyBits(draws)],
])('sorts many values that are %s', (_, value) => {
  const draws = new Draws(1);
  expectSorted(Array.from({ length: 20_000 }, (_, index) => value(draws, index)));
});

function anyBits(draws: Draws): number {
  const [value = 0] = new Float64Array(Uint32Array.of(draws.below(2 ** 32), draws.below(2 ** 32)).buffer);
  return Number.isNaN(value) ? 1 : value;
}

test('the result lies in one of the two buffers, and longer scratch and parts of buffers will do', () => {
  const draws = new Draws(3);
  for (const length of [10, 3_000]) {
    const column = Float64Array.from({ length: length + 5 }, () => draws.normal());
    const scratch = new Float64Array(length + 100);
    const expected = column.slice(2, 2 + length).sort();
    const result = radixSort(column.subarray(2, 2 + length), scratch);
    expect([column.buffer, scratch.buffer]).toContain(result.buffer);
    expect(bits(result).equals(bits(expected))).toBe(true);
  }
});

describe('an ordered sample', () => {
  test('leaves missing rows out, counts them among its rows, and has no negative zero', () => {
    const sample = sortSample(Float64Array.of(3, NaN, -0, -Infinity, NaN, Infinity, 0), new Float64Array(7));
    expect(sample).toEqual({ rows: 7, values: Float64Array.of(-Infinity, 0, 0, 3, Infinity) });
  });

  test('of missing rows only is empty', () => {
    expect(sortSample(Float64Array.of(NaN, NaN), new Float64Array(2))).toEqual({
      rows: 2,
      values: new Float64Array(),
    });
  });
});
