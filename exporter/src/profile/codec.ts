import { DriftError } from '../errors.js';
import type { JointSums } from '../sources/source.js';
import type { CategoricalGrid, Grid, NumericGrid } from './grid.js';
import { cellCount } from './grid.js';
import type { Profile } from './profile.js';

export { decodeBucket, encodeBucket, roundedMoments } from './bucketCodec.js';

/** First byte of every blob. A reader refuses a version that it does not know. */
const BLOB_VERSION = 1;

type Arrays = Readonly<Record<string, Float64Array | readonly string[]>>;

/**
 * Named arrays as one blob: the version byte, the length of a JSON header as four bytes little-endian, the header
 * (name and length of each array, texts as they are), then the numbers as little-endian doubles.
 */
function encodeArrays(arrays: Arrays): Uint8Array {
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

/** The arrays of a blob by name. */
class DecodedArrays {
  readonly #numbers = new Map<string, Float64Array>();
  readonly #texts = new Map<string, readonly string[]>();

  constructor(bytes: Buffer) {
    if (bytes[0] !== BLOB_VERSION) throw new RangeError(`blob version ${bytes[0]} is not ${BLOB_VERSION}`);
    let offset = 5 + bytes.readUInt32LE(1);
    const header: unknown = JSON.parse(bytes.toString('utf8', 5, offset));
    if (!Array.isArray(header)) throw new RangeError('the header is no list');
    for (const { name, length, texts } of header as Record<string, unknown>[]) {
      if (typeof name !== 'string') throw new RangeError('an array has no name');
      if (isTexts(texts)) {
        this.#texts.set(name, texts);
        continue;
      }
      const rest = (bytes.length - offset) / 8;
      if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || length > rest) {
        throw new RangeError(`${name} has length ${String(length)}, and ${rest} numbers follow`);
      }
      const start = offset;
      const numbers = new Float64Array(length);
      this.#numbers.set(
        name,
        numbers.map((_, index) => bytes.readDoubleLE(start + 8 * index)),
      );
      offset += 8 * length;
    }
    if (offset !== bytes.length) throw new RangeError(`${bytes.length - offset} bytes are left over`);
  }

  has(name: string): boolean {
    return this.#numbers.has(name) || this.#texts.has(name);
  }

  /** @param lengths that fit, any where absent */
  numbers(name: string, ...lengths: readonly number[]): Float64Array {
    const found = this.#numbers.get(name);
    if (found === undefined || (lengths.length > 0 && !lengths.includes(found.length))) {
      throw new RangeError(`${name} has ${found?.length} numbers, expected ${lengths.join(' or ')}`);
    }
    return found;
  }

  texts(name: string): readonly string[] {
    const found = this.#texts.get(name);
    if (found === undefined) throw new RangeError(`${name} is missing`);
    return found;
  }
}

export function encodeGrid(grid: Grid): Uint8Array {
  if (grid.kind === 'categorical') {
    const { categories, others, complete, rare } = grid;
    return encodeArrays({
      categories,
      others,
      complete: Float64Array.of(complete ? 1 : 0),
      ...(rare === undefined ? {} : { rare: Float64Array.of(rare.once, rare.twice) }),
    });
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

/** Fails with `reference_corrupt` on anything but a grid. */
export function decodeGrid(blob: Uint8Array): Grid {
  return decode(blob, (arrays): Grid => {
    if (arrays.has('categories')) {
      const [once = 0, twice = 0] = arrays.has('rare') ? arrays.numbers('rare', 2) : [];
      return {
        kind: 'categorical',
        categories: arrays.texts('categories'),
        others: arrays.texts('others'),
        complete: arrays.numbers('complete', 1)[0] === 1,
        ...(arrays.has('rare') ? { rare: { once, twice } } : {}),
      } satisfies CategoricalGrid;
    }
    const edges = ascending(arrays.numbers('edges'), 'edges');
    const [minimum = NaN, maximum = NaN, mean = NaN, deviation = NaN] = arrays.numbers('moments', 4);
    return {
      kind: 'numeric',
      edges,
      psiEdges: places(arrays.numbers('psiEdges'), edges),
      drawingEdges: places(arrays.numbers('drawingEdges'), edges),
      minimum,
      maximum,
      mean,
      deviation,
      ...(arrays.has('distinct') ? { distinct: ascending(arrays.numbers('distinct'), 'distinct') } : {}),
    } satisfies NumericGrid;
  });
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
      Object.values(joint).flatMap(({ counts, sums, missingCount, missingSum }, index) => [
        [`joint${index}.counts`, counts],
        [`joint${index}.sums`, sums],
        [`joint${index}.missing`, Float64Array.of(missingCount, missingSum)],
      ]),
    ),
  });
}

/** Fails with `reference_corrupt` on anything but a profile, and where it was not counted on this grid. */
export function decodeProfile(blob: Uint8Array, grid: Grid): Profile {
  return decode(blob, (arrays) => {
    const cells = cellCount(grid);
    const [rows = 0, missing = 0, infinite = 0, below = 0, above = 0, unseen = 0] = arrays.numbers(
      'totals',
      6,
    );
    const joint = arrays.texts('joint').map((name, index): [string, JointSums] => {
      const [missingCount = 0, missingSum = 0] = arrays.numbers(`joint${index}.missing`, 2);
      return [
        name,
        {
          counts: arrays.numbers(`joint${index}.counts`, cells),
          sums: arrays.numbers(`joint${index}.sums`, cells),
          missingCount,
          missingSum,
        },
      ];
    });
    return {
      grid,
      rows,
      missing,
      counts: arrays.numbers('counts', cells),
      // a categorical feature has none, nor has a source that keeps no sums
      sums: arrays.numbers('sums', cells, 0),
      squares: arrays.numbers('squares', cells, 0),
      infinite,
      below,
      above,
      unseen,
      joint: Object.fromEntries(joint),
    };
  });
}

function decode<Result>(blob: Uint8Array, read: (arrays: DecodedArrays) => Result): Result {
  try {
    return read(new DecodedArrays(Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)));
  } catch (cause) {
    throw new DriftError(
      'reference_corrupt',
      'a stored grid or profile cannot be read, or one does not fit the other; build the reference again',
      { cause },
    );
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function ascending(values: Float64Array, name: string): Float64Array {
  const isAscending = values.every(
    (value, index) => Number.isFinite(value) && (index === 0 || value > (values[index - 1] ?? Infinity)),
  );
  if (!isAscending) throw new RangeError(`${name} do not ascend`);
  return values;
}

/** Indices into `edges`. */
function places(values: Float64Array, edges: Float64Array): Uint32Array {
  ascending(values, 'places');
  if (!values.every((place) => Number.isInteger(place) && place >= 0 && place < edges.length)) {
    throw new RangeError('a place is beyond the edges');
  }
  return Uint32Array.from(values);
}

function littleEndian(values: Float64Array): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => bytes.writeDoubleLE(value, index * 8));
  return bytes;
}
