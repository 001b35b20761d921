import { queryBatches } from './trinoBatches.js';

test('as many features a batch as a query may be long, and no more than one scan bears', () => {
  const sizes = (lengths: readonly number[]): number[] =>
    queryBatches(lengths, (length) => length).map(({ length }) => length);
  expect(sizes([])).toEqual([]);
  expect(sizes(Array.from({ length: 60 }, () => 1))).toEqual([25, 25, 10]);
  expect(sizes([500_000, 300_000, 1, 799_999, 1])).toEqual([2, 2, 1]);
  // one that is longer stands alone, for the server to say so
  expect(sizes([1, 2_000_000, 1])).toEqual([1, 1, 1]);
});
