import fc from 'fast-check';
import { cellHits, expectFinite, outcomeProfile, stepGrid } from '../../../../test/support/jointTables.js';
import { aucParts } from './aucParts.js';

const grid = stepGrid(4);
const profile = (rows: number[], hits: number[]): ReturnType<typeof outcomeProfile> =>
  outcomeProfile(grid, rows, hits);

test('other scores with the label rates of before are all covariate', () => {
  const result = aucParts(
    profile([100, 100, 100, 100], [10, 30, 50, 90]),
    profile([0, 200, 200, 0], [0, 60, 100, 0]),
  );
  expect(result?.concept).toBeCloseTo(0, 12);
  expect(result?.covariate).toBeLessThan(-0.1);
});

test('the same scores with other labels are all concept', () => {
  const result = aucParts(
    profile([100, 100, 100, 100], [10, 30, 50, 90]),
    profile([50, 50, 50, 50], [20, 20, 20, 20]),
  );
  expect(result).toMatchObject({ current: 0.5, covariate: expect.closeTo(0, 12) });
});

test('parts add up to the change, whatever comes', () => {
  fc.assert(
    fc.property(cellHits(4), cellHits(4), (one, other) => {
      const result = aucParts(profile(one.rows, one.hits), profile(other.rows, other.hits));
      if (result === undefined) return;
      expectFinite(result);
      expect(result.covariate + result.concept).toBeCloseTo(result.current - result.reference, 12);
      expect(result.current).toBeGreaterThanOrEqual(0);
      expect(result.current).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  ['one class only', [5, 5, 5, 5], [0, 0, 0, 0]],
  ['the other class only', [5, 5, 5, 5], [5, 5, 5, 5]],
  ['no rows', [0, 0, 0, 0], [0, 0, 0, 0]],
  ['labels of a regression', [5, 5, 5, 5], [9, 9, 9, 9]],
])('%s has none', (_, rows, hits) => {
  const good = profile([5, 5, 5, 5], [1, 2, 3, 4]);
  expect(aucParts(good, profile(rows, hits))).toBeUndefined();
  expect(aucParts(profile(rows, hits), good)).toBeUndefined();
  expect(aucParts(good, outcomeProfile(grid, rows))).toBeUndefined();
});
