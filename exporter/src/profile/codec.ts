import { DriftError } from '../errors.js';
import type { JointSums } from '../sources/source.js';
import type { CategoricalGrid, Grid, NumericGrid } from './grid.js';
import { cellCount } from './grid.js';
import type { Profile } from './profile.js';

/** First byte of every blob. A reader refuses a version that it does not know. */
const BLOB_VERSION = 1;

type Arrays = Readonly<Record<string, Float64Array | readonly string[]>>;

/**
 * Named arrays as one blob: the version byte, the length of a JSON header as four bytes little-endian, the header
 * (name and length of each array, texts as they are), then the numbers as little-endian doubles.
 */
export function encodeArrays(arrays: Arrays): Uint8Array {
  const entries = Object.entries(arrays);
  const header = entries.map(([name, values]) =>
    values instanceof Float64Array ? { name, length: values.length } : { name, texts: values },
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const numbers = entries.flatMap(([, values]) =>
    values instanceof Float64Array ? [littleEndian(values)] : [],
  );
  return Buffer.concat([Buffer.of(BLOB_VERSION), length, text, ...numbers]);
}

/** The arrays of a blob, numbers and texts apart. Fails with `reference_corrupt` on anything else. */
export function decodeArrays(blob: Uint8Array): {
  numbers: Map<string, Float64Array>;
  texts: Map<string, readonly string[]>;
} {
  try {
    const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
    if (bytes[0] !== BLOB_VERSION) throw new RangeError(`blob version ${bytes[0]} is not ${BLOB_VERSION}`);
    let offset = 5 + bytes.readUInt32LE(1);
    const header = JSON.parse(bytes.toString('utf8', 5, offset)) as {
      name: string;
      length?: number;
      texts?: string[];
    }[];
    const numbers = new Map<string, Float64Array>();
    const texts = new Map<string, readonly string[]>();
    for (const { name, length, texts: values } of header) {
      if (values !== undefined) texts.set(name, values);
      else {
        const start = offset;
        numbers.set(
          name,
          Float64Array.from({ length: length ?? 0 }, (_, index) => bytes.readDoubleLE(start + 8 * index)),
        );
        offset += 8 * (length ?? 0);
      }
    }
    return { numbers, texts };
  } catch (cause) {
    throw new DriftError('reference_corrupt', 'a stored profile cannot be read; build the reference again', {
      cause,
    });
  }
}

export function encodeGrid(grid: Grid): Uint8Array {
  if (grid.kind === 'categorical') {
    const { categories, others, complete } = grid;
    return encodeArrays({ categories, others, complete: Float64Array.of(complete ? 1 : 0) });
  }
  const { edges, psiEdges, drawingEdges, minimum, maximum, mean, deviation, distinct } = grid;
  return encodeArrays({
    edges,
    psiEdges: Float64Array.from(psiEdges),
    drawingEdges: Float64Array.from(drawingEdges),
    moments: Float64Array.of(minimum, maximum, mean, deviation),
    ...(distinct === undefined ? {} : { distinct }),
  });
}

export function decodeGrid(blob: Uint8Array): Grid {
  const { numbers, texts } = decodeArrays(blob);
  const categories = texts.get('categories');
  if (categories !== undefined) {
    return {
      kind: 'categorical',
      categories,
      others: texts.get('others') ?? [],
      complete: numbers.get('complete')?.[0] === 1,
    } satisfies CategoricalGrid;
  }
  const [minimum = NaN, maximum = NaN, mean = NaN, deviation = NaN] = numbers.get('moments') ?? [];
  const distinct = numbers.get('distinct');
  return {
    kind: 'numeric',
    edges: numbers.get('edges') ?? new Float64Array(),
    psiEdges: Uint32Array.from(numbers.get('psiEdges') ?? []),
    drawingEdges: Uint32Array.from(numbers.get('drawingEdges') ?? []),
    minimum,
    maximum,
    mean,
    deviation,
    ...(distinct === undefined ? {} : { distinct }),
  } satisfies NumericGrid;
}

export function encodeProfile(profile: Profile): Uint8Array {
  const { rows, missing, counts, sums, squares, infinite, below, above, unseen, joint } = profile;
  return encodeArrays({
    totals: Float64Array.of(rows, missing, infinite, below, above, unseen),
    counts,
    sums,
    squares,
    joint: Object.keys(joint),
    ...Object.fromEntries(
      Object.values(joint).flatMap(({ counts, sums }, index) => [
        [`joint${index}.counts`, counts],
        [`joint${index}.sums`, sums],
      ]),
    ),
  });
}

/** Fails with `reference_corrupt` where the blob was not counted on this grid. */
export function decodeProfile(blob: Uint8Array, grid: Grid): Profile {
  const { numbers, texts } = decodeArrays(blob);
  const array = (name: string): Float64Array => numbers.get(name) ?? new Float64Array();
  const [rows = 0, missing = 0, infinite = 0, below = 0, above = 0, unseen = 0] = array('totals');
  const counts = array('counts');
  if (counts.length !== cellCount(grid)) {
    throw new DriftError(
      'reference_corrupt',
      'a stored profile does not fit its grid; build the reference again',
    );
  }
  const joint = (texts.get('joint') ?? []).map((name, index): [string, JointSums] => [
    name,
    { counts: array(`joint${index}.counts`), sums: array(`joint${index}.sums`) },
  ]);
  return {
    grid,
    rows,
    missing,
    counts,
    sums: array('sums'),
    squares: array('squares'),
    infinite,
    below,
    above,
    unseen,
    joint: Object.fromEntries(joint),
  };
}

function littleEndian(values: Float64Array): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => bytes.writeDoubleLE(value, index * 8));
  return bytes;
}
