import { DriftError } from '../errors.js';
import { ByteReader } from '../profile/byteReader.js';
import { ByteWriter } from '../profile/byteWriter.js';

/** In place of a feature's name in the series of a segment: its rows hold all features. No feature has an empty name. */
export const PACK = '';

/** First byte of every pack. A reader refuses a version that it does not know. */
const VERSION = 1;
const MOST_BYTES_A_NUMBER = 8;

const writer = new ByteWriter();

/** One feature's counts in a pack. */
export interface Packed {
  /** Number of the feature's series over all rows. */
  readonly series: number;
  /** As `encodeBucket` gives it, without joint columns. */
  readonly blob: Uint8Array;
}

/**
 * The counts of all features in a bucket of one segment, as one row: segments times features times buckets would be too many
 * for the store.
 */
export function encodePack(parts: readonly Packed[]): Uint8Array {
  writer.start(parts.reduce((sum, { blob }) => sum + blob.length + 2 * MOST_BYTES_A_NUMBER, 1));
  writer.byte(VERSION);
  for (const { series, blob } of parts) {
    writer.whole(series);
    writer.whole(blob.length);
    writer.bytes(blob);
  }
  return writer.finish();
}

/** @throws DriftError `store_corrupt` */
export function decodePack(pack: Uint8Array): Packed[] {
  try {
    const reader = new ByteReader(pack);
    const version = reader.byte();
    if (version !== VERSION) throw new RangeError(`pack version ${version} is not ${VERSION}`);
    const parts: Packed[] = [];
    while (!reader.isAtEnd) parts.push({ series: reader.whole(), blob: reader.bytes(reader.whole()) });
    return parts;
  } catch (cause) {
    throw new DriftError(
      'store_corrupt',
      "the stored counts of a segment's bucket cannot be read; count its time again",
      { cause },
    );
  }
}
