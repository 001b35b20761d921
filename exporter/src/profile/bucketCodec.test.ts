import fc from 'fast-check';
import {
  anyColumn,
  categoriesGrid,
  cellsProfile,
  gridOver,
  numericProfile,
} from '../../../test/support/samples.js';
import { Draws } from '../../../test/support/randomness.js';
import { DriftError } from '../errors.js';
import { decodeBucket, encodeBucket, roundedMoments } from './bucketCodec.js';
import { cellCount, type Grid } from './grid.js';
import { emptyProfile, type Profile } from './profile.js';

const number = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat() },
  { weight: 2, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.float() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      -0,
      -1,
      127,
      128,
      2 ** 24 + 1,
      2 ** 32,
      2 ** 53 - 1,
      2 ** 53,
      1e308,
      5e-324,
      NaN,
      -Infinity,
    ),
  },
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '\ud800', '__proto__', 'label'),
);
const anyGrid: fc.Arbitrary<Grid> = fc.oneof(
  anyColumn.map(gridOver),
  fc.dictionary(fc.string(), fc.nat(9), { maxKeys: 5 }).map(categoriesGrid),
);

/** Any numbers at all, with moments in filled cells only or anywhere, as no count would give them. */
const anyProfile: fc.Arbitrary<Profile> = anyGrid.chain((grid) => {
  const cells = cellCount(grid);
  const array = fc
    .array(number, { minLength: cells, maxLength: cells })
    .map((values) => Float64Array.from(values));
  const moments = grid.kind === 'numeric' ? array : fc.constant(new Float64Array());
  const plain = { noNullPrototype: true };
  return fc
    .tuple(
      fc.record(
        {
          ...{
            rows: number,
            missing: number,
            infinite: number,
            below: number,
            above: number,
            unseen: number,
          },
          ...{ counts: array, sums: moments, squares: moments },
          joint: fc
            .array(
              fc.tuple(
                text,
                fc.record({ counts: array, sums: array, missingCount: number, missingSum: number }, plain),
              ),
              { maxLength: 3 },
            )
            .map((entries) => Object.fromEntries(entries)),
        },
        plain,
      ),
      fc.boolean(),
    )
    .map(([profile, inFilledCells]): Profile => {
      const where = (values: Float64Array): Float64Array =>
        values.map((value, cell) => (inFilledCells && profile.counts[cell] === 0 ? 0 : value));
      return { grid, ...profile, sums: where(profile.sums), squares: where(profile.squares) };
    });
});

/** Is read, or is refused as corrupt: nothing else. */
function readable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(DriftError);
    expect((error as DriftError).code).toBe('store_corrupt');
    return false;
  }
}

/** An hour's rows of a feature over 138 cells. */
function hour(rows: number): Profile {
  const draws = new Draws(rows);
  const reference = draws.many(5_000, () => 40 + 25 * draws.normal());
  const grid = gridOver(reference);
  return roundedMoments(
    numericProfile(
      grid,
      draws.many(rows, () => 40 + 25 * draws.normal()),
    ),
  );
}

test('a bucket is read as it was written, bit by bit', () => {
  fc.assert(
    fc.property(anyProfile, (profile) => {
      expect(decodeBucket(encodeBucket(profile), profile.grid)).toStrictEqual(profile);
    }),
  );
});

test('one is not spoilt by the next', () => {
  const profiles = [hour(38), hour(5), hour(100)];
  const blobs = profiles.map(encodeBucket);
  profiles.forEach((profile, index) => {
    expect(decodeBucket(blobs[index] ?? new Uint8Array(), profile.grid)).toStrictEqual(profile);
  });
});

test('an hour of few rows takes few bytes, and an empty one next to none', () => {
  const profile = hour(38);
  expect(profile.counts.length).toBeGreaterThan(120);
  expect(encodeBucket(profile).length).toBeLessThan(450);
  expect(encodeBucket(emptyProfile(profile.grid)).length).toBeLessThan(10);
  expect(encodeBucket(cellsProfile(categoriesGrid({ a: 5, b: 3 }), [38, 2])).length).toBeLessThan(30);
  // a full one: eleven bytes a cell in place of twenty-four
  expect(encodeBucket(hour(100_000)).length).toBeLessThan(profile.counts.length * 11 + 20);
});

describe('rounded moments', () => {
  test('are as near as seven digits, stay finite, and rounding them again changes nothing', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const once = roundedMoments(profile);
        expect(roundedMoments(once)).toStrictEqual(once);
        once.sums.forEach((sum, cell) => {
          const exact = profile.sums[cell] ?? NaN;
          if (Number.isFinite(exact))
            expect(Math.abs(sum - exact)).toBeLessThanOrEqual(1e-7 * Math.abs(exact) + 1e-45);
          else expect(sum).toBe(exact);
        });
        expect([once.rows, once.counts]).toEqual([profile.rows, profile.counts]);
      }),
    );
  });

  test('leave whole sums of joint columns as they are', () => {
    const grid = categoriesGrid({ a: 1 });
    const label = { counts: Float64Array.of(2, 1, 1), sums: Float64Array.of(2 ** 40 + 1, 0.1, 3) };
    const joint = { label: { ...label, missingCount: 1, missingSum: 0.1 } };
    const { sums } = roundedMoments({ ...emptyProfile(grid), joint }).joint.label ?? {
      sums: new Float64Array(),
    };
    expect(sums).toEqual(Float64Array.of(2 ** 40 + 1, Math.fround(0.1), 3));
  });
});

describe('what is no such bucket is refused', () => {
  test('one that is cut off anywhere, or has bytes left over', () => {
    const profile = hour(20);
    const blob = encodeBucket(profile);
    for (let length = 0; length < blob.length; length++) {
      expect([length, readable(() => decodeBucket(blob.subarray(0, length), profile.grid))]).toEqual([
        length,
        false,
      ]);
    }
    expect(readable(() => decodeBucket(Buffer.concat([blob, Buffer.of(0)]), profile.grid))).toBe(false);
  });

  test('one of another version or another grid', () => {
    const profile = hour(20);
    const blob = encodeBucket(profile);
    expect(readable(() => decodeBucket(blob, gridOver([1, 2, 3])))).toBe(false);
    expect(readable(() => decodeBucket(blob, categoriesGrid({ a: 1 })))).toBe(false);
    blob[0] = 2;
    expect(readable(() => decodeBucket(blob, profile.grid))).toBe(false);
  });

  test('any bytes, with no other error', () => {
    const grid = gridOver([1, 2, 3]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        readable(() => decodeBucket(bytes, grid));
        // the right beginning, so that more of it is read
        readable(() => decodeBucket(Buffer.of(1, cellCount(grid), ...bytes), grid));
      }),
    );
  });

  test('one with a few bytes changed is refused, or is another that can be used', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (profile, changes) => {
          const blob = encodeBucket(profile);
          for (const [place, value] of changes) blob[place % blob.length] = value;
          readable(() => encodeBucket(decodeBucket(blob, profile.grid)));
        },
      ),
    );
  });
});
