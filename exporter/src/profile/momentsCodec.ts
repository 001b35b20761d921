import { DriftError } from '../errors.js';
import { pairCount } from '../sources/moments.js';
import { ByteReader } from './byteReader.js';
import { ByteWriter } from './byteWriter.js';
import { decodeNumbers, encodeNumbers, mostBytes } from './numberCodec.js';
import type { SecondMoments } from './secondMoments.js';

/** First byte of every blob. A reader refuses a version that it does not know. */
const VERSION = 1;
const LARGEST_FLOAT = 3.4028234663852886e38;

const scratch = new ByteWriter();

/**
 * Moments in few bytes, to the last bit: the version byte, the features' names as JSON behind their length, rows, Σz and
 * Σzzᵀ, and the residuals where there are some. Sums take four bytes where `roundedSecondMoments` has gone before: 20 KB for
 * 100 features.
 */
export function encodeMoments({ features, rows, sums, products, residuals }: SecondMoments): Uint8Array {
  const names = Buffer.from(JSON.stringify(features));
  const rest = residuals === undefined ? [] : [residuals];
  scratch.start(names.length + 64 + mostBytes(3) + mostBytes(sums.length) + mostBytes(products.length));
  scratch.byte(VERSION);
  scratch.whole(names.length);
  scratch.bytes(names);
  scratch.whole(rows);
  encodeNumbers(sums, undefined, scratch);
  encodeNumbers(products, undefined, scratch);
  scratch.byte(rest.length);
  encodeNumbers(rest, undefined, scratch);
  return scratch.finish();
}

/** @throws DriftError `store_corrupt` on anything but moments of these features */
export function decodeMoments(blob: Uint8Array, features: readonly string[]): SecondMoments {
  try {
    return read(new ByteReader(blob), features);
  } catch (cause) {
    throw new DriftError(
      'store_corrupt',
      'the stored moments of a bucket cannot be read, or are of other features; count its time again',
      { cause },
    );
  }
}

/**
 * Rounds sums to single precision, some seven digits. Whoever counts a bucket rounds it before its first use, so that
 * results are the same before and after it was stored.
 */
export function roundedSecondMoments(moments: SecondMoments): SecondMoments {
  return { ...moments, sums: moments.sums.map(rounded), products: moments.products.map(rounded) };
}

/** What single precision cannot hold stays as it is. */
function rounded(value: number): number {
  return Math.abs(value) > LARGEST_FLOAT ? value : Math.fround(value);
}

function read(bytes: ByteReader, features: readonly string[]): SecondMoments {
  const version = bytes.byte();
  if (version !== VERSION) throw new RangeError(`blob version ${version} is not ${VERSION}`);
  if (bytes.text(bytes.whole()) !== JSON.stringify(features))
    throw new RangeError('moments of other features');
  const rows = bytes.whole();
  const sums = decodeNumbers(bytes, features.length);
  const products = decodeNumbers(bytes, pairCount(features.length));
  const [residuals] = decodeNumbers(bytes, bytes.byte());
  bytes.end();
  const numbers = [...sums, ...products, residuals ?? 0];
  if (sums.length !== features.length || products.length !== pairCount(features.length)) {
    throw new RangeError('numbers are missing');
  }
  if (!numbers.every(Number.isFinite)) throw new RangeError('a number is not finite');
  return { features, rows, sums, products, ...(residuals === undefined ? {} : { residuals }) };
}
