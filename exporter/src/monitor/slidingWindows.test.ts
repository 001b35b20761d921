import fc from 'fast-check';
import { numericGrid } from '../profile/grid.js';
import { emptyProfile, type Profile } from '../profile/profile.js';
import { sparseOf, type SparseProfile } from '../profile/sparseProfile.js';
import { windowProfile } from '../profile/window.js';
import type { BucketMap } from './bucketMap.js';
import { SlidingWindows } from './slidingWindows.js';

const grid = numericGrid({
  kind: 'numeric',
  feature: 'x',
  rows: 5,
  missing: 0,
  infinite: 0,
  percentiles: Float64Array.from({ length: 99 }, (_, index) => index / 25),
  minimum: 0,
  maximum: 4,
  mean: 2,
  deviation: 1,
  distinctCount: 2_000,
  heavy: [],
});
const feature = { feature: { name: 'x', kind: 'numeric' as const }, profile: emptyProfile(grid) };

const profiles = fc
  .array(fc.record({ cell: fc.nat(grid.edges.length), count: fc.nat(50) }), { maxLength: 8 })
  .map((cells): Profile => {
    const profile = emptyProfile(grid);
    for (const { cell, count } of cells) {
      profile.counts[cell] = (profile.counts[cell] ?? 0) + count;
      profile.sums[cell] = (profile.sums[cell] ?? 0) + count / 2;
      profile.squares[cell] = (profile.squares[cell] ?? 0) + count / 4;
    }
    const rows = profile.counts.reduce((sum, count) => sum + count, 0);
    return { ...profile, rows: rows + cells.length, missing: cells.length, unseen: 1 };
  });

test('a window that slid there is the sum of its buckets', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(profiles, { nil: undefined }), { minLength: 1, maxLength: 12 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
      (hours, lengths) => {
        const buckets: BucketMap = new Map(
          hours.flatMap((profile, start): [number, Map<string, SparseProfile>][] =>
            profile === undefined ? [] : [[start, new Map([['x', sparseOf(profile)]])]],
          ),
        );
        const kept = hours.flatMap((profile, start) => (profile === undefined ? [] : [{ start, profile }]));
        const windows = new SlidingWindows([feature], lengths, 1, 0);
        const forked = windows.fork();
        for (let end = 1; end <= hours.length; end++) {
          windows.advance(buckets);
          for (const length of lengths) {
            expect(windows.profile(length, 'x')).toEqual(windowProfile(grid, kept, end - length, end));
          }
        }
        expect(forked.profile(lengths[0] ?? 1, 'x')).toEqual(emptyProfile(grid));
      },
    ),
  );
});

test('windows over buckets without moments have none, and slide on', () => {
  const bare = { ...emptyProfile(grid), rows: 7, sums: new Float64Array(), squares: new Float64Array() };
  bare.counts[3] = 7;
  const buckets: BucketMap = new Map(
    [0, 1, 2].map((start) => [start, new Map([['x', sparseOf(bare)]])] as const),
  );
  const windows = new SlidingWindows([feature], [2], 1, 0);
  for (const rows of [7, 14, 14, 7, 0]) {
    windows.advance(buckets);
    const { sums, squares, ...profile } = windows.profile(2, 'x');
    expect([profile.rows, profile.counts[3], sums.length, squares.length]).toEqual([rows, rows, 0, 0]);
  }
});
