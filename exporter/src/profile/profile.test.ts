import fc from 'fast-check';
import {
  anyColumn,
  categoriesGrid,
  cellsProfile,
  gridOver,
  numericProfile,
} from '../../../test/support/samples.js';
import { emptyProfile, mergeProfiles, presentRows, psiCounts, type Profile } from './profile.js';
import { windowProfile } from './window.js';

const grid = gridOver([1, 2, 2, 3, 5, 8, 13, 21, 34]);
/** Quarters, whose sums are exact in any order. */
const plainRows = fc.array(
  fc.oneof(
    fc.integer({ min: -99, max: 99 }).map((whole) => whole / 4),
    fc.constant(NaN),
  ),
);
const counts = (profile: Profile): unknown => ({ ...profile, sums: undefined, squares: undefined });
const jointly = (profile: Profile, name: string, value: number): Profile => ({
  ...profile,
  joint: {
    [name]: {
      counts: profile.counts,
      sums: profile.counts.map((count) => count * value),
      missingCount: profile.missing,
      missingSum: profile.missing * value,
    },
  },
});

test('merging is associative and commutative', () => {
  fc.assert(
    fc.property(plainRows, plainRows, plainRows, (a, b, c) => {
      const [one, two, three] = [
        jointly(numericProfile(grid, a), 'label', 1),
        jointly(numericProfile(grid, b), 'label', 2),
        jointly(numericProfile(grid, c), 'error', 4),
      ] as const;
      expect(counts(mergeProfiles(one, two))).toEqual(counts(mergeProfiles(two, one)));
      expect(counts(mergeProfiles(mergeProfiles(one, two), three))).toEqual(
        counts(mergeProfiles(one, mergeProfiles(two, three))),
      );
    }),
  );
});

test('merging is counting all rows at once', () => {
  fc.assert(
    fc.property(anyColumn, anyColumn, (a, b) => {
      const merged = mergeProfiles(numericProfile(grid, a), numericProfile(grid, b));
      const whole = numericProfile(grid, [...a, ...b]);
      expect(counts(merged)).toEqual(counts(whole));
      merged.sums.forEach((sum, cell) =>
        expect(Math.abs(sum - (whole.sums[cell] ?? NaN)) <= 1e-12 * (whole.squares[cell] ?? NaN) + 1e-9).toBe(
          true,
        ),
      );
    }),
  );
});

test('an empty profile changes nothing', () => {
  const profile = jointly(numericProfile(grid, [1, 2, NaN, 99]), 'label', 3);
  expect(mergeProfiles(emptyProfile(grid), profile)).toEqual(profile);
  expect(mergeProfiles(profile, emptyProfile(grid))).toEqual(profile);
});

test('joint sums of a column that one side lacks are those of the other, whatever it is called', () => {
  const plain = numericProfile(grid, [1, 2]);
  for (const name of ['label', 'constructor', '__proto__', 'toString', '1', '']) {
    const joint = jointly(numericProfile(grid, [2, 3]), 'label', 5).joint.label;
    const named = { ...plain, joint: Object.fromEntries([[name, joint]]) } as Profile;
    expect(Object.entries(mergeProfiles(plain, named).joint)).toEqual([[name, joint]]);
    expect(Object.entries(mergeProfiles(named, plain).joint)).toEqual([[name, joint]]);
  }
});

test('profiles of different grids do not merge', () => {
  expect(() => mergeProfiles(numericProfile(grid, [1]), emptyProfile(gridOver([1, 2])))).toThrow(
    /are not on one grid/,
  );
});

test('PSI counts of a numeric feature join cells, those of a categorical one are its cells', () => {
  fc.assert(
    fc.property(anyColumn, anyColumn, (reference, current) => {
      const own = gridOver(reference);
      const inCells = psiCounts(numericProfile(own, current));
      const edges = Array.from(own.psiEdges, (place) => own.edges[place] ?? NaN);
      const plain = [...edges, Infinity].map(
        (upper, cell) =>
          current.filter((value) => value <= upper && (cell === 0 || value > (edges[cell - 1] ?? NaN)))
            .length,
      );
      expect(Array.from(inCells)).toEqual(plain);
    }),
  );
  const categories = categoriesGrid({ a: 2, b: 1 });
  expect(psiCounts(cellsProfile(categories, [5, 6, 0, 7]))).toEqual(Float64Array.of(5, 6, 0, 7));
});

test('rows with a value are those that are not missing', () => {
  expect(presentRows(numericProfile(grid, [1, NaN, Infinity, NaN]))).toBe(2);
});

describe('a window', () => {
  const hour = 3_600_000;

  test('is one count over the rows of its buckets, in any order of buckets', () => {
    fc.assert(
      fc.property(fc.array(plainRows, { maxLength: 6 }), fc.nat(6), fc.nat(6), (rows, first, length) => {
        const buckets = rows.map((values, index) => ({
          start: index * hour,
          profile: numericProfile(grid, values),
        }));
        const [from, to] = [first * hour, (first + length) * hour];
        const whole = numericProfile(grid, rows.slice(first, first + length).flat());
        const sum = windowProfile(grid, buckets, from, to);
        expect(counts(sum)).toEqual(counts(whole));
        expect(counts(windowProfile(grid, [...buckets].reverse(), from, to))).toEqual(counts(sum));
      }),
    );
  });

  test('holds the bucket at its start, and not the one at its end', () => {
    const buckets = [-hour, 0, hour].map((start) => ({ start, profile: numericProfile(grid, [start]) }));
    expect(windowProfile(grid, buckets, -hour, hour).rows).toBe(2);
    expect(windowProfile(grid, buckets, 0, 0)).toEqual(emptyProfile(grid));
  });

  test('sums over writers of one bucket', () => {
    const profile = numericProfile(grid, [1, 2]);
    const buckets = ['a', 'b'].map(() => ({ start: 0, profile }));
    expect(windowProfile(grid, buckets, 0, hour).rows).toBe(4);
  });
});

test('a sum keeps moments only where both profiles do', () => {
  const full = numericProfile(grid, [1, 2, 30]);
  const bare = { ...full, sums: new Float64Array(), squares: new Float64Array() };
  for (const [a, b] of [
    [full, bare],
    [bare, full],
    [emptyProfile(grid), bare],
    [bare, bare],
  ] as const) {
    const merged = mergeProfiles(a, b);
    expect([merged.rows, merged.sums.length, merged.squares.length]).toEqual([a.rows + b.rows, 0, 0]);
  }
});
