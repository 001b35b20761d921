import fc from 'fast-check';
import { isotonicBlocks } from './isotonicBlocks.js';

test('pools neighbours out of order, over items without rows', () => {
  const blocks = isotonicBlocks(Float64Array.of(0, 2, 0, 1, 1, 4), Float64Array.of(0, 1, 0, 1, 0, 4));
  expect(blocks).toEqual([
    { start: 1, weight: 4, sum: 2 },
    { start: 5, weight: 4, sum: 4 },
  ]);
  expect(isotonicBlocks(new Float64Array(3), new Float64Array(3))).toEqual([]);
});

test('means ascend strictly, no row is lost, and each block has no rising way to split', () => {
  const item = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), (items) => {
      const weights = Float64Array.from(items, ([weight]) => weight);
      const sums = Float64Array.from(items, ([weight, share]) => Math.floor(weight * share));
      const blocks = isotonicBlocks(weights, sums);
      const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
      expect(blocks.reduce((rows, { weight }) => rows + weight, 0)).toBe(sum(weights));
      blocks.forEach(({ start, weight, sum: hits }, index) => {
        const previous = blocks[index - 1];
        if (previous !== undefined) expect(previous.sum * weight).toBeLessThan(hits * previous.weight);
        const end = blocks[index + 1]?.start ?? items.length;
        for (let split = start + 1; split < end; split++) {
          const left = sum(sums.subarray(start, split)) * weight;
          expect(left).toBeGreaterThanOrEqual(hits * sum(weights.subarray(start, split)));
        }
      });
    }),
  );
});
