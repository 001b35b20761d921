import fc from 'fast-check';
import {
  anyColumn,
  categoriesGrid,
  cellsProfile,
  gridOver,
  numericProfile,
} from '../../../test/support/samples.js';
import { DriftError } from '../errors.js';
import { decodeGrid, decodeProfile, encodeGrid, encodeProfile } from './codec.js';
import { cellCount, type CategoricalGrid, type Grid } from './grid.js';
import { emptyProfile, type Profile } from './profile.js';

const double = fc.double();
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '"', '\\', 'é', '漢字', '👩‍👩‍👧', '\ud800', '__proto__', '5', 'a\nb'),
);
const plain = { noNullPrototype: true } as const;
const anyCategoricalGrid: fc.Arbitrary<CategoricalGrid> = fc.record(
  {
    kind: fc.constant('categorical' as const),
    categories: fc.uniqueArray(text, { maxLength: 5 }),
    others: fc.uniqueArray(text, { maxLength: 3 }),
    complete: fc.boolean(),
  },
  plain,
);
const anyGrid: fc.Arbitrary<Grid> = fc.oneof(anyColumn.map(gridOver), anyCategoricalGrid);

/** Any numbers at all in every place, as no count would give them. */
const anyProfile: fc.Arbitrary<Profile> = anyGrid.chain((grid) => {
  const cells = fc
    .array(double, { minLength: cellCount(grid), maxLength: cellCount(grid) })
    .map((values) => Float64Array.from(values));
  const joint = fc
    .array(
      fc.tuple(
        text,
        fc.record({ counts: cells, sums: cells, missingCount: double, missingSum: double }, plain),
      ),
      { maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries));
  const empty = emptyProfile(grid);
  const moments = grid.kind === 'numeric' ? cells : fc.constant(empty.sums);
  const profile = {
    grid: fc.constant(grid),
    rows: double,
    missing: double,
    counts: cells,
    sums: moments,
    squares: moments,
    infinite: double,
    below: double,
    above: double,
    unseen: double,
    joint,
  };
  return fc.record(profile, plain);
});

/** What is not refused as corrupt is a defect. */
function expectCorrupt(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(DriftError);
    expect((error as DriftError).code).toBe('reference_corrupt');
    return;
  }
  throw new Error('was read');
}

/** Either is read, or is refused as corrupt. */
function expectHandled(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error instanceof DriftError && error.code).toBe('reference_corrupt');
  }
}

describe('what is written is read again, bit by bit', () => {
  test('a grid', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        expect(decodeGrid(encodeGrid(grid))).toStrictEqual(grid);
      }),
    );
  });

  test('a profile', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const read = decodeProfile(encodeProfile(profile), profile.grid);
        expect(read).toStrictEqual(profile);
      }),
    );
  });

  test('from the middle of a larger buffer, as databases hand it out', () => {
    const profile = numericProfile(gridOver([1, 2, 3]), [1, 2, NaN]);
    const blob = encodeProfile(profile);
    const larger = new Uint8Array(blob.length + 8);
    larger.set(blob, 3);
    expect(decodeProfile(larger.subarray(3, 3 + blob.length), profile.grid)).toEqual(profile);
  });
});

describe('what is no such blob is refused', () => {
  test('one that is cut off anywhere', () => {
    const grid = gridOver([1, 2, 3]);
    const [gridBlob, profileBlob] = [encodeGrid(grid), encodeProfile(numericProfile(grid, [1, 2]))];
    for (let length = 0; length < gridBlob.length; length++) {
      expectCorrupt(() => decodeGrid(gridBlob.subarray(0, length)));
    }
    for (let length = 0; length < profileBlob.length; length++) {
      expectCorrupt(() => decodeProfile(profileBlob.subarray(0, length), grid));
    }
  });

  test('one with bytes left over', () => {
    const blob = encodeGrid(categoriesGrid({ a: 1 }));
    expectCorrupt(() => decodeGrid(Buffer.concat([blob, Buffer.alloc(8)])));
  });

  test('one of another version', () => {
    for (const version of [0, 2, 255]) {
      const blob = Uint8Array.from(encodeGrid(gridOver([1, 2])));
      blob[0] = version;
      expectCorrupt(() => decodeGrid(blob));
    }
  });

  test('a profile of a grid with more or fewer cells', () => {
    const profile = numericProfile(gridOver([1, 2, 3]), [1]);
    for (const other of [gridOver([1, 2, 3, 4.5]), gridOver([]), categoriesGrid({ a: 1 })]) {
      expectCorrupt(() => decodeProfile(encodeProfile(profile), other));
    }
  });

  test('a profile for a grid, and a grid for a profile', () => {
    const grid = gridOver([1, 2, 3]);
    expectCorrupt(() => decodeGrid(encodeProfile(numericProfile(grid, [1]))));
    expectCorrupt(() => decodeProfile(encodeGrid(grid), grid));
    expectCorrupt(() => decodeGrid(encodeProfile(cellsProfile(categoriesGrid({ a: 1 }), [1]))));
  });

  test('edges that do not ascend, are not finite, or lie beyond the others', () => {
    const grid = gridOver([1, 2, 3]);
    const bad = [
      { ...grid, edges: Float64Array.from(grid.edges).reverse() },
      { ...grid, edges: Float64Array.of(1, NaN) },
      { ...grid, edges: Float64Array.of(1, 1) },
      { ...grid, psiEdges: Uint32Array.of(grid.edges.length) },
      { ...grid, drawingEdges: Uint32Array.of(2, 1) },
      { ...grid, distinct: Float64Array.of(Infinity) },
    ];
    for (const broken of bad) expectCorrupt(() => decodeGrid(encodeGrid(broken)));
  });

  test('any bytes, with no other error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expectCorrupt(() => decodeGrid(bytes));
        expectCorrupt(() => decodeProfile(bytes, gridOver([1])));
      }),
    );
  });

  test.each([
    'null',
    '1',
    '{}',
    '[]',
    '[null]',
    '[1]',
    '[{"name":1}]',
    '[{"name":"categories","texts":[1]}]',
    '[{"name":"edges","length":-1}]',
    '[{"name":"edges","length":1e15}]',
    '[{"name":"edges","length":0.5}]',
  ])('a header %s', (header) => {
    const blob = Buffer.concat([Buffer.of(1, header.length, 0, 0, 0), Buffer.from(header)]);
    expectCorrupt(() => decodeGrid(blob));
    expectCorrupt(() => decodeProfile(blob, gridOver([1])));
  });

  test('one with a few bytes changed is refused, or is another blob that can be used', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(anyProfile, fc.array(change, { minLength: 1, maxLength: 4 }), (profile, changes) => {
        const [gridBlob, profileBlob] = [encodeGrid(profile.grid), encodeProfile(profile)].map((blob) => {
          const changed = Uint8Array.from(blob);
          for (const [place, value] of changes) changed[place % changed.length] = value;
          return changed;
        }) as [Uint8Array, Uint8Array];
        expectHandled(() => emptyProfile(decodeGrid(gridBlob)));
        expectHandled(() => decodeProfile(profileBlob, profile.grid));
      }),
    );
  });
});
