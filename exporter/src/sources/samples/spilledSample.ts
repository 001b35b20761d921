import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { countLowest, finiteValues } from './sortSample.js';

/** Ordered values, free of NaN, that lie one after another in a file, as doubles of this machine. */
export interface Run {
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
  /** How many of them are -Infinity, and how many +Infinity. */
  readonly lowest: number;
  readonly highest: number;
}

/** A feature's values in a temporary file, as ordered runs, where they are too many to be held. */
export interface SpilledSample {
  /** Rows with and without a value. */
  readonly rows: number;
  readonly path: string;
  readonly runs: readonly Run[];
  /** Values of a run that are read at once. */
  readonly pieceLength: number;
}

/** Values that the pieces of all runs hold together. */
const BLOCK = 1 << 21;
/** However many runs there are, a piece is worth reading. */
const SHORTEST_PIECE = 4_096;

export function pieceLengthOf(runs: number): number {
  return Math.max(SHORTEST_PIECE, Math.floor(BLOCK / Math.max(1, runs)));
}

/** Writes ordered values at an offset of a file that is there. */
export function writeRun(path: string, offset: number, values: Float64Array): Run {
  const bytes = bytesOf(values);
  withFile(path, 'r+', (file) => {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(file, bytes, done, bytes.length - done, offset + done);
    }
  });
  const lowest = countLowest(values);
  return {
    offset,
    length: values.length,
    lowest,
    highest: values.length - lowest - finiteValues(values).length,
  };
}

/** Fills `values` from an offset of a file. */
export function readValues(file: number, offset: number, values: Float64Array): void {
  const bytes = bytesOf(values);
  for (let done = 0; done < bytes.length;) {
    const read = readSync(file, bytes, done, bytes.length - done, offset + done);
    if (read === 0) throw new Error('a temporary file has been cut off');
    done += read;
  }
}

export function withFile<Result>(path: string, flags: string, work: (file: number) => Result): Result {
  const file = openSync(path, flags);
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
