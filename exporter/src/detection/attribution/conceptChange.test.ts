import fc from 'fast-check';
import { cellHits, expectFinite, tableOf } from '../../../../test/support/jointTables.js';
import { conceptChange } from './conceptChange.js';

const binary = { binary: true };

test('a relation that is as it was gives no evidence, however the rows have moved', () => {
  const { any, uneven, odds_ratio, spread } = conceptChange(
    tableOf([800, 200], [80, 100]),
    tableOf([200, 800], [20, 400]),
    binary,
  );
  expect(any).toEqual({ statistic: 0, degrees_of_freedom: 2, p_value: 1 });
  expect(uneven?.statistic).toBeCloseTo(0, 12);
  expect(odds_ratio).toBeCloseTo(1, 12);
  expect(spread).toBe(0);
});

test('more of one class alone changes all cells by the same odds, and is not uneven', () => {
  // odds of 1/9 and 1 become 2/9 and 2
  const change = conceptChange(
    tableOf([9_000, 9_000], [900, 4_500]),
    tableOf([11_000, 9_000], [2_000, 6_000]),
    binary,
  );
  expect(change.any?.p_value).toBeLessThan(1e-10);
  expect(change.odds_ratio).toBeCloseTo(2, 12);
  expect(change.uneven?.p_value).toBeCloseTo(1, 9);
});

test('a relation that has turned is uneven', () => {
  const change = conceptChange(tableOf([500, 500], [100, 300]), tableOf([500, 500], [300, 100]), binary);
  expect(change.uneven?.p_value).toBeLessThan(1e-10);
  expect(change.cells.map(({ change: moved }) => moved)).toEqual([expect.closeTo(0.4), expect.closeTo(-0.4)]);
  expect(change.cells.map(({ z = 0 }) => Math.sign(z))).toEqual([1, -1]);
  expect(change.spread).toBeCloseTo(0.4, 2);
});

test('of no change, one in twenty tests finds one at .05', () => {
  // a fixed little generator, so that the test is the same each time
  let state = 20261130;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const draw = (rows: number, share: number): number =>
    Array.from({ length: rows }, random).filter((x) => x < share).length;
  const found = { any: 0, uneven: 0 };
  const repetitions = 400;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const shares = [0.1, 0.3, 0.5, 0.02, 0.2];
    const side = (rows: number): ReturnType<typeof tableOf> =>
      tableOf(
        shares.map(() => rows),
        shares.map((share) => draw(rows, share)),
      );
    const change = conceptChange(side(150), side(80), binary);
    if ((change.any?.p_value ?? 1) < 0.05) found.any++;
    if ((change.uneven?.p_value ?? 1) < 0.05) found.uneven++;
  }
  // 20 expected; three deviations are 13
  expect(found.any).toBeGreaterThan(6);
  expect(found.any).toBeLessThan(34);
  expect(found.uneven).toBeLessThan(34);
});

test('small cells are tested together, each against itself', () => {
  const rows = Array.from({ length: 40 }, () => 4);
  const change = conceptChange(
    tableOf(
      rows,
      rows.map(() => 1),
    ),
    tableOf(
      rows,
      rows.map(() => 3),
    ),
    binary,
  );
  expect(change.any?.degrees_of_freedom).toBeLessThan(20);
  expect(change.any?.p_value).toBeLessThan(1e-6);
});

test('an outcome whose variance is not known has changes, and no evidence', () => {
  const [before, after] = [tableOf([10, 10], [5.5, 2]), tableOf([10, 10], [9, 2])];
  for (const settings of [binary, { binary: false }]) {
    const change = conceptChange(before, after, settings);
    expect(Object.keys(change)).toEqual(['cells']);
    expect(change.cells[0]).not.toHaveProperty('z');
    expect(change.cells[0]?.change).toBeCloseTo(0.35, 12);
  }
});

test('one class only, a single cell, single rows and cells of one side say as much as they can', () => {
  expect(conceptChange(tableOf([9, 9], [0, 0]), tableOf([9, 9], [0, 0]), binary)).not.toHaveProperty('any');
  expect(conceptChange(tableOf([9, 9], [9, 9]), tableOf([9, 9], [9, 9]), binary)).not.toHaveProperty('any');
  expect(conceptChange(tableOf([90], [9]), tableOf([90], [39]), binary)).not.toHaveProperty('uneven');
  expect(conceptChange(tableOf([1], [1]), tableOf([1], [0]), binary).any?.p_value).toBeGreaterThan(0.1);
  expect(conceptChange(tableOf([5, 0], [1, 0]), tableOf([0, 5], [0, 2]), binary)).toEqual({ cells: [] });
});

test('whatever comes, numbers are finite and p-values probabilities', () => {
  fc.assert(
    fc.property(cellHits(7), cellHits(7), (one, other) => {
      const change = conceptChange(tableOf(one.rows, one.hits), tableOf(other.rows, other.hits), binary);
      expectFinite(change);
      for (const test of [change.any, change.uneven]) {
        if (test === undefined) continue;
        expect(test.p_value).toBeGreaterThanOrEqual(0);
        expect(test.p_value).toBeLessThanOrEqual(1);
        expect(test.statistic).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
