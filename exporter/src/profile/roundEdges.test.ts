import fc from 'fast-check';
import { summaryOf } from '../../../test/support/samples.js';
import { roundEdges } from './roundEdges.js';

const edgesOf = (values: readonly number[]): number[] => roundEdges(summaryOf(values));
const ramp = (from: number, to: number): number[] =>
  Array.from({ length: 101 }, (_, index) => from + ((to - from) * index) / 100);

test.each([
  ['percentages', 0, 100, 5],
  ['shares', 0, 1, 0.05],
  ['seconds since 1970 within a day', 1.7e9, 1.7e9 + 86_400, 5_000],
  ['nanoseconds since 1970 within a second', 1.7e18, 1.7e18 + 1e9, 5e7],
  ['masses of electrons', 9e-31, 9.4e-31, 2e-32 / 10],
  ['very small', 0, 1e-300, 5e-302],
])('edges of %s are round, and as far apart as each other', (_, from, to, step) => {
  const edges = edgesOf(ramp(from, to));
  expect(edges.length).toBeGreaterThan(50);
  expect(edges.length).toBeLessThan(80);
  for (const edge of edges) expect(edge / step - Math.round(edge / step)).toBeCloseTo(0, 3);
  edges.slice(1).forEach((edge, index) => expect((edge - (edges[index] ?? NaN)) / step).toBeCloseTo(1, 2));
});

test('edges are written as people write them', () => {
  expect(
    edgesOf(ramp(0, 1))
      .map(String)
      .filter((text) => text.length > 5),
  ).toEqual([]);
});

test('edges cover what holds most of the reference, and as much on either side', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (start, length) => {
        const values = ramp(start, start + length);
        const { percentiles } = summaryOf(values);
        const [low = NaN, high = NaN] = [percentiles[0], percentiles[98]];
        const edges = edgesOf(values);
        expect(edges[0]).toBeLessThanOrEqual(low - 0.6 * (high - low));
        expect(edges.at(-1)).toBeGreaterThanOrEqual(high + 0.6 * (high - low));
      },
    ),
  );
});

test.each([0, 5, -5, 0.1, 1e-300, 1e300])('a constant %d lies in the middle of its edges', (value) => {
  const edges = edgesOf([value, value, value]);
  const reach = value === 0 ? 1 : Math.abs(value) / 2;
  expect(edges.length).toBeGreaterThan(40);
  expect(edges[0]).toBeLessThanOrEqual(value - reach);
  expect(edges.at(-1)).toBeGreaterThanOrEqual(value + reach);
});

test.each([
  ['1e308 and its negative', [-1e308, 1e308]],
  ['the largest doubles', [-Number.MAX_VALUE, Number.MAX_VALUE]],
  ['one huge constant', [1e308]],
  ['neighbouring doubles', [1, 1 + 2 ** -52]],
  ['the smallest doubles', [0, 5e-324]],
])('%s give finite edges in ascending order, from which the range is not missing', (_, values) => {
  const edges = edgesOf(values);
  expect(edges.every(Number.isFinite)).toBe(true);
  expect(edges).toEqual([...edges].sort((a, b) => a - b));
  const { percentiles } = summaryOf(values);
  expect(edges[0]).toBeLessThanOrEqual(percentiles[0] ?? NaN);
  expect(edges.at(-1)).toBeGreaterThanOrEqual(percentiles[98] ?? NaN);
});
