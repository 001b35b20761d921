import fc from 'fast-check';
import { expectFinite } from '../../../../test/support/jointTables.js';
import { segmentShare, type SegmentCounts } from './segmentShares.js';

const counts = (reference: readonly number[], current: readonly number[]): SegmentCounts => ({
  reference: Float64Array.from(reference),
  current: Float64Array.from(current),
});
const add = (parts: readonly SegmentCounts[]): SegmentCounts => {
  const sum = (side: keyof SegmentCounts): Float64Array =>
    Float64Array.from(parts[0]?.[side] ?? [], (_, cell) =>
      parts.reduce((total, part) => total + (part[side][cell] ?? 0), 0),
    );
  return { reference: sum('reference'), current: sum('current') };
};

test('a drift in one segment alone is all its own', () => {
  const moved = counts([50, 50], [10, 90]);
  const still = counts([80, 20], [80, 20]);
  const all = add([moved, still]);
  expect(segmentShare(all, moved)).toMatchObject({ within: expect.closeTo(1, 12), mix: 0 });
  expect(segmentShare(all, still)).toMatchObject({ within: 0, mix: 0 });
});

test('a drift that is alike in two segments is half of each', () => {
  const one = counts([50, 50], [10, 90]);
  expect(segmentShare(add([one, one]), one)).toMatchObject({ within: expect.closeTo(0.5, 12), mix: 0 });
});

test('segments that stay and change their share of rows are mix', () => {
  const [one, other] = [counts([90, 10], [45, 5]), counts([10, 90], [20, 180])];
  const all = add([one, other]);
  const shares = [one, other].map((part) => segmentShare(all, part));
  for (const share of shares) expect(share?.within).toBeCloseTo(0, 12);
  expect((shares[0]?.mix ?? 0) + (shares[1]?.mix ?? 0)).toBeCloseTo(1, 12);
});

test('a segment that is new, or gone, is mix', () => {
  const still = counts([50, 50], [50, 50]);
  const fresh = counts([0, 0], [0, 100]);
  expect(segmentShare(add([still, fresh]), fresh)).toMatchObject({ within: 0, mix: expect.closeTo(1, 12) });
  const gone = counts([0, 100], [0, 0]);
  // half, since the other half is what the others have gained
  expect(segmentShare(add([still, gone]), gone)).toMatchObject({ within: 0, mix: expect.closeTo(0.5, 12) });
});

test('without rows or drift there is nothing to share out', () => {
  const none = counts([0, 0], [0, 0]);
  const still = counts([5, 5], [10, 10]);
  expect(segmentShare(none, none)).toBeUndefined();
  expect(segmentShare(still, still)).toBeUndefined();
  expect(segmentShare(counts([5, 5], [1, 9]), none)).toMatchObject({ within: 0, mix: 0 });
});

test('shares of all segments of a column add up to one, whatever comes', () => {
  const cells = fc.array(fc.oneof(fc.constant(0), fc.nat(500)), { minLength: 4, maxLength: 4 });
  const segment = fc.tuple(cells, cells).map(([reference, current]) => counts(reference, current));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), (parts) => {
      const all = add(parts);
      const shares = parts.map((part) => segmentShare(all, part));
      expectFinite(shares.filter((share) => share !== undefined));
      const [first] = shares;
      // a drift as small as rounding is none
      if (first === undefined || shares.includes(undefined)) return;
      const sum = shares.reduce((total, share) => total + (share?.within ?? 0) + (share?.mix ?? 0), 0);
      const largest = Math.max(
        ...shares.map((share) => Math.abs(share?.within ?? 0) + Math.abs(share?.mix ?? 0)),
      );
      expect(Math.abs(sum - 1)).toBeLessThan(1e-9 * Math.max(1, largest));
    }),
  );
});
