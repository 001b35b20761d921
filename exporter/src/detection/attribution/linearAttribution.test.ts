import fc from 'fast-check';
import { expectFinite } from '../../../../test/support/jointTables.js';
import { emptyMoments, type SecondMoments } from '../../profile/secondMoments.js';
import { pairPlace } from '../../sources/moments.js';
import { linearAttribution } from './linearAttribution.js';

const features = ['a', 'b', 'score'];

function momentsOf(rows: readonly (readonly number[])[], names = features): SecondMoments {
  const moments = emptyMoments(names);
  for (const row of rows) {
    for (const [i, x] of row.entries()) {
      moments.sums[i] = (moments.sums[i] ?? 0) + x;
      for (let j = 0; j <= i; j++) {
        const place = pairPlace(i, j);
        moments.products[place] = (moments.products[place] ?? 0) + x * (row[j] ?? 0);
      }
    }
  }
  return { ...moments, rows: rows.length };
}

/** A score of 2a, where b follows a: b itself does nothing. */
const correlated = Array.from({ length: 200 }, (_, index) => {
  const a = Math.sin(index);
  return [a, a + 0.5 * Math.cos(7 * index), 2 * a];
});

test('of two features that move together, the one that the model uses has the part', () => {
  const after = correlated.map(([a = 0, b = 0]) => [a + 1, b + 1, 2 * a + 2]);
  const result = linearAttribution(momentsOf(correlated), momentsOf(after), 'score');
  expect(result).toMatchObject({ change: expect.closeTo(2, 9), r_squared: expect.closeTo(1, 4) });
  expect(result?.contributions[0]).toEqual({ feature: 'a', contribution: expect.closeTo(2, 3) });
  expect(result?.shares?.[0]?.share).toBeGreaterThan(0.99);
  expect(result?.unexplained).toBeCloseTo(0, 3);
});

test('a feature twice shares its part, and a constant one has none', () => {
  const double = correlated.map(([a = 0]) => [a, a, 2 * a]);
  const after = double.map(([a = 0]) => [a + 1, a + 1, 2 * a + 2]);
  const twice = linearAttribution(momentsOf(double), momentsOf(after), 'score');
  expect(twice?.shares?.map(({ share }) => share)).toEqual([expect.closeTo(0.5, 3), expect.closeTo(0.5, 3)]);
  const constant = correlated.map(([a = 0]) => [a, 0, 2 * a]);
  expect(linearAttribution(momentsOf(constant), momentsOf(after), 'score')?.shares?.[1]).toEqual({
    feature: 'b',
    share: 0,
  });
});

test('there are no shares where a line does not explain the change', () => {
  const after = correlated.map(([a = 0, b = 0]) => [a + 1, b + 1, 2 * a - 2]);
  const result = linearAttribution(momentsOf(correlated), momentsOf(after), 'score');
  expect(result).toMatchObject({ change: expect.closeTo(-2, 9), unexplained: expect.closeTo(-4, 2) });
  expect(result).not.toHaveProperty('shares');
});

test('what cannot be told is undefined', () => {
  const moments = momentsOf(correlated);
  expect(linearAttribution(moments, moments, 'other')).toBeUndefined();
  expect(linearAttribution(emptyMoments(features), moments, 'score')).toBeUndefined();
  expect(linearAttribution(moments, emptyMoments(features), 'score')).toBeUndefined();
  expect(
    linearAttribution(momentsOf([[1], [2]], ['score']), momentsOf([[1]], ['score']), 'score'),
  ).toBeUndefined();
  const constant = momentsOf(correlated.map(([a = 0, b = 0]) => [a, b, 0]));
  expect(linearAttribution(constant, moments, 'score')).toBeUndefined();
  expect(linearAttribution(moments, moments, 'score')).not.toHaveProperty('shares');
});

test('contributions and what is unexplained add up to the change, whatever comes', () => {
  const row = fc.tuple(
    ...features.map(() =>
      fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    ),
  );
  const rows = fc.array(row, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const result = linearAttribution(momentsOf(before), momentsOf(after), 'score');
      expectFinite(result && { ...result, unexplained: result.unexplained + 0 });
      if (result === undefined) return;
      const sum = result.contributions.reduce(
        (total, { contribution }) => total + contribution,
        result.unexplained,
      );
      const scale = result.contributions.reduce(
        (most, each) => Math.max(most, Math.abs(each.contribution)),
        1,
      );
      expect(Math.abs(sum - result.change)).toBeLessThan(1e-9 * Math.max(scale, Math.abs(result.change)));
    }),
  );
});
