import { sparseOf } from '../profile/sparseProfile.js';
import { compareSamples } from '../../../test/support/comparisons.js';
import { lastCounted } from './lastCounted.js';
import type { ComparisonContext } from './windowComparisons.js';

const { reference, current } = compareSamples([1, 2, 3, 4, NaN], [2, 2, 9, NaN, Infinity]);
const context = {
  features: ['a', 'b'].map((name) => ({ feature: { name, kind: 'numeric' }, profile: reference })),
} as unknown as ComparisonContext;
const buckets = new Map(
  [0, 10, 20].map((start) => [
    start,
    new Map([
      ['a', sparseOf(current)],
      ['b', sparseOf(reference)],
    ]),
  ]),
);

test('gives back what was counted, of the features and the stretch that are asked for only', () => {
  expect(lastCounted({ context, buckets }, ['a'], 10, 20)).toEqual([
    { feature: 'a', segment: '', start: 10, profile: { ...current, joint: {} } },
  ]);
  expect(lastCounted({ context, buckets }, ['b', 'a'], 0, 30)).toHaveLength(6);
});

test('what was never counted is not made up', () => {
  expect(lastCounted({ context, buckets }, ['c'], 0, 30)).toEqual([]);
  expect(lastCounted({ context, buckets }, [], 0, 30)).toEqual([]);
});
