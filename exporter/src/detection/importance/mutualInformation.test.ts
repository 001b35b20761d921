import fc from 'fast-check';
import { cellHits, expectFinite, tableOf } from '../../../../test/support/jointTables.js';
import { mutualInformation } from './mutualInformation.js';

test('cells that tell the class tell everything, and cells that do not tell nothing', () => {
  expect(mutualInformation(tableOf([1_000, 1_000], [0, 1_000]))).toMatchObject({
    information: expect.closeTo(Math.LN2, 12),
    normalized: expect.closeTo(1, 12),
    uncertainty: expect.closeTo(1, 3),
  });
  expect(mutualInformation(tableOf([100, 300], [10, 30]))).toMatchObject({ corrected: 0, uncertainty: 0 });
});

test('what chance brings is taken off', () => {
  // (10 − 1)(2 − 1) / 2n
  const rows = Array.from({ length: 10 }, () => 20);
  const { information, corrected } = mutualInformation(tableOf(rows, [9, 1, 8, 2, 7, 3, 6, 4, 5, 5])) ?? {};
  expect((information ?? 0) - (corrected ?? 0)).toBeCloseTo(9 / 400, 12);
});

test('a coarser look never tells more of an outcome, which the arithmetic mean of entropies forgets', () => {
  const fine = mutualInformation(tableOf([4_000, 3_000, 2_000, 1_000], [200, 500, 800, 900]));
  const coarse = mutualInformation(tableOf([9_000, 1_000], [1_500, 900]));
  expect(coarse?.uncertainty).toBeLessThan(fine?.uncertainty ?? 0);
  expect(coarse?.normalized).toBeGreaterThan(fine?.normalized ?? 1);
});

test.each([
  ['one class only', [5, 5], [0, 0]],
  ['the other class only', [5, 5], [5, 5]],
  ['an outcome of numbers', [5, 5], [2.5, 1]],
])('%s has none', (_, rows, hits) => expect(mutualInformation(tableOf(rows, hits))).toBeUndefined());

test('whatever comes, it is finite and within 0 and 1', () => {
  fc.assert(
    fc.property(cellHits(6), ({ rows, hits }) => {
      const result = mutualInformation(tableOf(rows, hits));
      expectFinite(result);
      for (const share of [result?.normalized, result?.uncertainty]) {
        expect(share ?? 0).toBeGreaterThanOrEqual(0);
        expect(share ?? 0).toBeLessThanOrEqual(1);
      }
    }),
  );
});
