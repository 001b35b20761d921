import fc from 'fast-check';
import { momentsOfRows, normalRow, type Row } from '../../../../test/support/jointRows.js';
import { Draws } from '../../../../test/support/randomness.js';
import type { CovariateScore } from './covariateStatistic.js';
import * as statistics from './index.js';
import { frameOf } from './referenceFrame.js';

const registry = Object.values(statistics);

function numbersIn(result: object): number[] {
  return Object.values(result).flatMap((value): number[] =>
    typeof value === 'number' ? [value] : typeof value === 'object' ? numbersIn(value as object) : [],
  );
}

function expectSound(result: CovariateScore | undefined): void {
  if (result === undefined) return;
  expect(numbersIn(result).filter((value) => !Number.isFinite(value))).toEqual([]);
  expect(Math.min(result.score, result.change, result.noise)).toBeGreaterThanOrEqual(0);
  expect(result.p_value ?? 0).toBeGreaterThanOrEqual(0);
  expect(result.p_value ?? 0).toBeLessThanOrEqual(1);
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }).map((number) => number / 10) },
  fc.constantFrom(NaN, Infinity, -Infinity, 1e300, -1e300, 1e-300, 0, 1.7e9, 1e6),
);
const table = (width: number): fc.Arbitrary<Row[]> =>
  fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 12 });

test('finite, never negative, and nothing where nothing is to tell', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 5 })
        .chain((width) => fc.tuple(fc.constant(width), table(width), table(width))),
      ([width, before, after]) => {
        const [reference, current] = [momentsOfRows(before, width), momentsOfRows(after, width)];
        for (const { compute } of registry) expectSound(compute(reference, current));
      },
    ),
    { numRuns: 300 },
  );
});

test('no change where the moments are the same', () => {
  fc.assert(
    fc.property(table(4), (rows) => {
      const moments = momentsOfRows(rows, 4);
      for (const { compute } of registry) {
        const result = compute(moments, moments);
        // a root of what rounding leaves
        expect(result?.change ?? 0).toBeLessThan(1e-5);
        expect(result?.p_value ?? 1).toBeGreaterThan(0.999);
      }
    }),
  );
});

test('every statistic has an identity of its own', () => {
  for (const key of ['id', 'title', 'description', 'order'] as const) {
    expect(new Set(registry.map((statistic) => statistic[key])).size).toBe(registry.length);
  }
});

describe('covariance that cannot be inverted', () => {
  const draws = new Draws(4);
  const rows = draws.many(200, () => normalRow(draws, 0.5));
  const moved = draws.many(100, () => normalRow(draws, 0.5, 0.8));
  const plain = statistics.hotelling.compute(momentsOfRows(rows), momentsOfRows(moved));

  test('a constant column changes nothing', () => {
    const [before, after] = [rows, moved].map((of) => momentsOfRows(of.map((row) => [...row, 7]))) as [
      ReturnType<typeof momentsOfRows>,
      ReturnType<typeof momentsOfRows>,
    ];
    const found = statistics.hotelling.compute(before, after);
    expect(found?.rank).toBe(3);
    expect(found?.t_squared).toBeCloseTo(plain?.t_squared ?? NaN, 9);
    expect(found?.p_value).toBeCloseTo(plain?.p_value ?? NaN, 9);
    expect(statistics.correlation.compute(before, after)?.score).toBeCloseTo(
      statistics.correlation.compute(momentsOfRows(rows), momentsOfRows(moved))?.score ?? NaN,
      9,
    );
  });

  test('a column twice, and a sum of two, change nothing in T²', () => {
    const wider = (of: readonly Row[]): Row[] =>
      of.map((row) => [...row, row[0] ?? NaN, (row[1] ?? NaN) + (row[2] ?? NaN)]);
    const found = statistics.hotelling.compute(momentsOfRows(wider(rows)), momentsOfRows(wider(moved)));
    expect(found?.rank).toBe(3);
    expect(found?.t_squared).toBeCloseTo(plain?.t_squared ?? NaN, 6);
  });

  test('a copy that is one no longer is found by its correlation', () => {
    const before = momentsOfRows(rows.map((row) => [...row, row[0] ?? NaN]));
    const after = momentsOfRows(rows.map((row) => [...row, draws.normal()]));
    const found = statistics.correlation.compute(before, after);
    expect(found?.pair).toMatchObject({ a: 'a', b: 'd', reference: 1 });
    expect(found?.p_value).toBeLessThan(1e-6);
  });

  test('more features than rows have a score but no p-value of T²', () => {
    const wide = (count: number): Row[] => draws.many(count, () => draws.many(12, () => draws.normal()));
    const [reference, current] = [momentsOfRows(wide(8)), momentsOfRows(wide(9))];
    const found = statistics.hotelling.compute(reference, current);
    expect(found?.rank).toBe(7);
    expect(found).not.toHaveProperty('p_value');
    for (const { compute } of registry) expectSound(compute(reference, current));
  });

  test('one current row has no correlation, and the others still tell', () => {
    const [reference, current] = [momentsOfRows(rows), momentsOfRows([[9, -9, 0]])];
    expect(statistics.correlation.compute(reference, current)).toBeUndefined();
    expect(statistics.hotelling.compute(reference, current)?.p_value).toBeLessThan(1e-6);
  });

  test('one reference row, or nothing that varies, tells nothing', () => {
    for (const reference of [momentsOfRows([[1, 2, 3]]), momentsOfRows(draws.many(50, () => [1, 2, 3]))]) {
      for (const { compute } of registry) expect(compute(reference, momentsOfRows(rows))).toBeUndefined();
    }
  });

  test('the axes of the reference are of all features, also of those that are constant', () => {
    const { mean, deviation, components } = frameOf(momentsOfRows(rows.map((row) => [7, ...row]))).axes();
    expect(mean[0]).toBeCloseTo(7, 12);
    expect(deviation[0]).toBe(1);
    for (const component of components) {
      expect(component[0]).toBe(0);
      expect(component.reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(1, 12);
    }
  });
});

test('p-values under no change are what they say', () => {
  const draws = new Draws(21);
  const repetitions = 200;
  const below = { hotelling: 0, correlation: 0, cautious: 0 };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const rows = (count: number): Row[] => draws.many(count, () => normalRow(draws, 0.6));
    const [reference, current] = [momentsOfRows(rows(50)), momentsOfRows(rows(30))];
    if ((statistics.hotelling.compute(reference, current)?.p_value ?? 1) <= 0.05) below.hotelling++;
    const correlation = statistics.correlation.compute(reference, current);
    if ((correlation?.p_value ?? 1) <= 0.05) below.correlation++;
    if ((correlation?.cautious_p_value ?? 1) <= 0.05) below.cautious++;
  }
  // three standard errors about 5 %; the corrected one may be below
  expect(below.hotelling / repetitions).toBeGreaterThan(0.005);
  expect(below.hotelling / repetitions).toBeLessThan(0.096);
  expect(below.correlation / repetitions).toBeLessThan(0.096);
  expect(below.correlation / repetitions).toBeGreaterThan(0.005);
  // made for heavy tails
  expect(below.cautious / repetitions).toBeLessThan(0.01);
});

test('noise is the size of a change under no change', () => {
  const draws = new Draws(8);
  const squares = new Map<string, { change: number; noise: number }>();
  for (let repetition = 0; repetition < 60; repetition++) {
    const rows = (count: number): Row[] => draws.many(count, () => normalRow(draws, 0.3));
    const [reference, current] = [momentsOfRows(rows(150)), momentsOfRows(rows(60))];
    for (const { id, compute } of registry) {
      const sum = squares.get(id) ?? { change: 0, noise: 0 };
      const { change = 0, noise = 0 } = compute(reference, current) ?? {};
      squares.set(id, { change: sum.change + change * change, noise: sum.noise + noise * noise });
    }
  }
  for (const [, { change, noise }] of squares) {
    expect(change / noise).toBeGreaterThan(0.5);
    expect(change / noise).toBeLessThan(2);
  }
});
