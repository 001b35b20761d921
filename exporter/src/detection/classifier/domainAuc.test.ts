import type { RowSample, SampledColumn } from '../../sources/rowSample.js';
import { Draws } from '../lstm/simulate/draws.js';
import { domainAuc, type Train } from './domainAuc.js';
import { encodeRows } from './encodeRows.js';
import { judgeDomains } from './judgeDomains.js';
import { aucOfRanks, midranks } from './rankAuc.js';
import { tellApart } from './tellApart.js';

const ROWS = 1_000;

function normal(draws: Draws): number {
  return Math.sqrt(-2 * Math.log(1 - draws.uniform())) * Math.cos(2 * Math.PI * draws.uniform());
}

/** @param row gives a row's values */
function sample(row: () => readonly (number | string | null)[], rows = ROWS): RowSample {
  const drawn = Array.from({ length: rows }, row);
  const values = (drawn[0] ?? []).map((first, index): SampledColumn => {
    const column = drawn.map((own) => own[index] ?? null);
    return typeof first === 'string'
      ? column.map((value) => value?.toString() ?? null)
      : Float64Array.from(column, Number);
  });
  return { rows, values };
}

async function told(reference: RowSample, current: RowSample, names: readonly string[]) {
  const found = await tellApart({ reference, current, permutations: 1_999 });
  return judgeDomains(found, { reference: reference.rows, current: current.rows }, names, [], {
    level: 0.001,
    minRows: 30,
  });
}

test('a relation that bends is seen, where correlation is zero with it and without, and its features are named', async () => {
  const draws = new Draws(1);
  const noise = (): number => normal(draws);
  const bent = sample(() => {
    const x = noise();
    return [noise(), x, x * x, noise()];
  });
  const apart = sample(() => [noise(), noise(), noise() ** 2, noise()]);
  const verdict = await told(bent, apart, ['u', 'x', 'y', 'w']);
  expect(verdict).toMatchObject({ detected: true, rows: { reference: ROWS, current: ROWS } });
  expect(verdict.auc).toBeGreaterThan(0.85);
  expect(verdict.features.map(({ feature }) => feature).sort()).toEqual(['x', 'y']);
  expect(verdict.reason).toMatch(/^a classifier tells .* AUC of 0\.\d+, by (x, y|y, x); without times/);
});

test('categories that go together are seen, and the same rows twice are not', async () => {
  const draws = new Draws(2);
  const letter = (): string => 'abcd'[Math.floor(4 * draws.uniform())] ?? 'a';
  const together = (): string[] => {
    const value = letter();
    return [value, value];
  };
  const [reference, alike] = [sample(together), sample(together)];
  const alone = sample(() => [letter(), letter()]);
  expect(await told(reference, alone, ['a', 'b'])).toMatchObject({ detected: true });
  const quiet = await told(reference, alike, ['a', 'b']);
  expect(quiet).toMatchObject({ detected: false, features: [] });
  expect(quiet.auc).toBeLessThan(0.55);
  expect(quiet.p_value).toBeGreaterThan(0.001);
});

test('what a stretch of the reference shows as well is no drift, and few rows tell nothing', () => {
  const found = { auc: 0.8, pValue: 0.0001, heldOut: 100, losses: [{ index: 0, loss: 0.2 }] };
  const settings = { level: 0.001, minRows: 30 };
  const rows = { reference: 100, current: 100 };
  expect(judgeDomains(found, rows, ['x'], [0.6, 0.85], settings)).toMatchObject({
    detected: false,
    usual_auc: 0.85,
  });
  expect(judgeDomains(found, rows, ['x'], [0.6, 0.7], settings)).toMatchObject({
    detected: true,
    features: [{ feature: 'x', loss: 0.2 }],
  });
  const few = { reference: 100, current: 29 };
  expect(judgeDomains(found, few, ['x'], [], settings)).toEqual({
    detected: null,
    reason: '29 rows are too few to tell, it takes 30',
    rows: few,
    features: [],
  });
});

test('without drift, p-values are as small as chance has them', () => {
  const draws = new Draws(3);
  // a line between the means of both sides
  const train: Train = (rows, classes) => {
    const of = (side: number): number => {
      const own = rows.filter((_, index) => classes[index] === side);
      return own.reduce((sum, [x = 0]) => sum + x, 0) / own.length;
    };
    const direction = Math.sign(of(1) - of(0));
    return { predict: (some) => some.map(([x = 0]) => direction * x), free: () => undefined };
  };
  const small = Array.from({ length: 200 }, () => {
    const rows = Array.from({ length: 80 }, () => [Math.floor(5 * draws.uniform())]);
    return domainAuc(rows, 40, train, 99)?.pValue ?? 0;
  }).filter((p) => p <= 0.1).length;
  // binomial of 200 at .1: 4 deviations either way
  expect(small).toBeGreaterThan(3);
  expect(small).toBeLessThan(37);
});

test('codes keep the order of numbers, and missing values and unseen categories have one', () => {
  const side = (x: readonly number[], c: readonly (string | null)[]): RowSample => ({
    rows: x.length,
    values: [Float64Array.from(x), c],
  });
  expect(encodeRows(side([5, NaN, -Infinity], ['b', 'b', null]), side([5, 1e300], ['a', 'b']))).toEqual([
    [3, 2],
    [1, 2],
    [2, 1],
    [3, 3],
    [4, 2],
  ]);
});

test('the area counts ties half', () => {
  const ranks = midranks([1, 2, 2, 3]);
  expect(Array.from(ranks)).toEqual([1, 2.5, 2.5, 4]);
  expect(aucOfRanks(2.5 + 4, 2, 2)).toBe(0.875);
  expect(
    domainAuc([[1], [2], [3]], 2, () => ({ predict: () => [], free: () => undefined }), 9),
  ).toBeUndefined();
});
