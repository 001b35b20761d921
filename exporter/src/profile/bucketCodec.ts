import { DriftError } from '../errors.js';
import type { JointSums } from '../sources/source.js';
import { ByteReader } from './byteReader.js';
import { ByteWriter } from './byteWriter.js';
import { cellCount, type Grid } from './grid.js';
import { decodeNumbers, encodeNumbers, mostBytes } from './numberCodec.js';
import type { Profile } from './profile.js';

/** First byte of every blob. A reader refuses a version that it does not know. */
const VERSION = 1;
const LARGEST_FLOAT = 3.4028234663852886e38;
const TOTALS = 6;
const NO_NAMES = Buffer.alloc(0);

const scratch = new ByteWriter();

/**
 * The counts of one bucket in few bytes, to the last bit: the version byte, the number of cells, the totals, the counts, Σz and
 * Σz², then names and sums of the joint columns, each with those of rows in no cell. An hour fills few of a grid's cells, and only those are written: see
 * `encodeNumbers`. Moments take four bytes where `roundedMoments` has gone before.
 */
export function encodeBucket(profile: Profile): Uint8Array {
  const { rows, missing, counts, sums, squares, infinite, below, above, unseen, joint } = profile;
  const names = Object.keys(joint);
  const header = names.length === 0 ? NO_NAMES : Buffer.from(JSON.stringify(names));
  const arrays = 3 + 2 * names.length;
  scratch.start(
    header.length + 64 + mostBytes(TOTALS) + names.length * mostBytes(2) + arrays * mostBytes(counts.length),
  );
  scratch.byte(VERSION);
  scratch.whole(counts.length);
  encodeNumbers([rows, missing, infinite, below, above, unseen], undefined, scratch);
  encodeNumbers(counts, undefined, scratch);
  encodeNumbers(sums, counts, scratch);
  encodeNumbers(squares, counts, scratch);
  scratch.whole(header.length);
  scratch.bytes(header);
  for (const { counts: jointCounts, sums: jointSums, missingCount, missingSum } of Object.values(joint)) {
    encodeNumbers(jointCounts, counts, scratch);
    encodeNumbers(jointSums, counts, scratch);
    encodeNumbers([missingCount, missingSum], undefined, scratch);
  }
  return scratch.finish();
}

/** @throws DriftError `store_corrupt` on anything but the bucket of a profile on this grid */
export function decodeBucket(blob: Uint8Array, grid: Grid): Profile {
  try {
    return read(new ByteReader(blob), grid);
  } catch (cause) {
    throw new DriftError(
      'store_corrupt',
      'the stored counts of a bucket cannot be read, or do not fit the reference; count its time again',
      { cause },
    );
  }
}

/**
 * Rounds the moments of a profile to single precision, some seven digits, in place. Whoever counts a bucket rounds it
 * before its first use, so that results are the same before and after it was stored.
 */
export function roundedMoments(profile: Profile): Profile {
  round(profile.sums, false);
  round(profile.squares, false);
  for (const { sums } of Object.values(profile.joint)) round(sums, true);
  return profile;
}

/** What single precision cannot hold stays as it is, and so do whole numbers where they are `exact`. */
function round(values: Float64Array, exact: boolean): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value === 0 || Math.abs(value) > LARGEST_FLOAT || (exact && Number.isSafeInteger(value))) continue;
    values[index] = Math.fround(value);
  }
}

function read(bytes: ByteReader, grid: Grid): Profile {
  const version = bytes.byte();
  if (version !== VERSION) throw new RangeError(`blob version ${version} is not ${VERSION}`);
  const cells = bytes.whole();
  if (cells !== cellCount(grid)) throw new RangeError(`${cells} cells, expected ${cellCount(grid)}`);
  const totals = decodeNumbers(bytes, TOTALS);
  const counts = decodeNumbers(bytes, cells);
  const sums = decodeNumbers(bytes, cells, counts);
  const squares = decodeNumbers(bytes, cells, counts);
  if (totals.length !== TOTALS || counts.length !== cells) throw new RangeError('numbers are missing');
  const joint = namesOf(bytes).map((name): [string, JointSums] => {
    const sums = { counts: decodeNumbers(bytes, cells, counts), sums: decodeNumbers(bytes, cells, counts) };
    const missing = decodeNumbers(bytes, 2);
    const [missingCount = NaN, missingSum = NaN] = missing;
    if (missing.length !== 2) throw new RangeError(`sums of ${name} are missing`);
    return [name, { ...sums, missingCount, missingSum }];
  });
  bytes.end();
  const [rows = 0, missing = 0, infinite = 0, below = 0, above = 0, unseen = 0] = totals;
  return {
    grid,
    rows,
    missing,
    counts,
    sums,
    squares,
    infinite,
    below,
    above,
    unseen,
    joint: Object.fromEntries(joint),
  };
}

function namesOf(bytes: ByteReader): string[] {
  const length = bytes.whole();
  if (length === 0) return [];
  const names: unknown = JSON.parse(bytes.text(length));
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw new RangeError('the names of joint columns are no list of texts');
  }
  return names;
}
