import type { ByteReader } from './byteReader.js';
import type { ByteWriter } from './byteWriter.js';

/** How each number is written: the shortest form that loses nothing for any of them. */
const NONE = 0;
const WHOLE = 1;
const SINGLE = 2;
const DOUBLE = 3;

/** Which numbers are written; all others are zero. */
const ALL = 0 << 2;
const NON_ZERO = 1 << 2;
const AT_COUNTS = 2 << 2;

/** An array without elements, where one with elements could stand. */
const EMPTY = 1 << 4;

/** Bytes that an array of this length takes at most. */
export function mostBytes(length: number): number {
  return 16 + 16 * length;
}

/**
 * Numbers in as few bytes as their values allow, bit by bit: a byte that says how, then the numbers. Where most are zero
 * only the others are written, each with its distance from the one before, or without where they stand exactly where
 * `counts` is not zero.
 */
export function encodeNumbers(
  values: ArrayLike<number>,
  counts: ArrayLike<number> | undefined,
  writer: ByteWriter,
): void {
  const { length } = values;
  if (length === 0) {
    writer.byte(EMPTY);
    return;
  }
  let filled = 0;
  let form = NONE;
  let atCounts = counts !== undefined;
  let counted = 0;
  for (let place = 0; place < length; place++) {
    const value = values[place] as number;
    if (counts !== undefined && counts[place] !== 0) counted++;
    if (isZero(value)) continue;
    filled++;
    if (atCounts && counts?.[place] === 0) atCounts = false;
    if (form !== DOUBLE) form = Math.max(form, formOf(value));
  }
  if (form === SINGLE && !allSingle(values)) form = DOUBLE;
  if (filled === 0) {
    writer.byte(NONE);
  } else if (atCounts && counted < length) {
    writer.byte(form | AT_COUNTS);
    for (let place = 0; place < length; place++) {
      if (counts?.[place] !== 0) write(values[place] as number, form, writer);
    }
  } else if (2 * filled < length) {
    writer.byte(form | NON_ZERO);
    writer.whole(filled);
    let next = 0;
    for (let place = 0; place < length; place++) {
      const value = values[place] as number;
      if (isZero(value)) continue;
      writer.whole(place - next);
      write(value, form, writer);
      next = place + 1;
    }
  } else {
    writer.byte(form | ALL);
    for (let place = 0; place < length; place++) write(values[place] as number, form, writer);
  }
}

/** @param counts as they were given to `encodeNumbers` @throws RangeError on anything that it did not write */
export function decodeNumbers(reader: ByteReader, length: number, counts?: Float64Array): Float64Array {
  const how = reader.byte();
  if (how === EMPTY) return new Float64Array();
  const form = how & 3;
  const places = how & ~3;
  const values = new Float64Array(length);
  if (form === NONE && places === 0) return values;
  if (form === NONE) throw new RangeError('numbers of no form');
  if (places === ALL) {
    for (let place = 0; place < length; place++) values[place] = read(form, reader);
  } else if (places === AT_COUNTS && counts !== undefined) {
    for (let place = 0; place < length; place++) {
      if (counts[place] !== 0) values[place] = read(form, reader);
    }
  } else if (places === NON_ZERO) {
    let place = 0;
    for (let rest = reader.whole(); rest > 0; rest--) {
      place += reader.whole();
      if (place >= length) throw new RangeError('a number lies beyond the cells');
      values[place++] = read(form, reader);
    }
  } else {
    throw new RangeError(`numbers of an unknown form ${how}`);
  }
  return values;
}

/** Zero as an untouched array holds it: a negative one is a value. */
function isZero(value: number): boolean {
  return value === 0 && !Object.is(value, -0);
}

function formOf(value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return WHOLE;
  return Object.is(Math.fround(value), value) ? SINGLE : DOUBLE;
}

/** Whole numbers beyond 2²⁴ are short as they are, but among others they need a double. */
function allSingle(values: ArrayLike<number>): boolean {
  for (let place = 0; place < values.length; place++) {
    const value = values[place] as number;
    if (!Object.is(Math.fround(value), value)) return false;
  }
  return true;
}

function write(value: number, form: number, writer: ByteWriter): void {
  if (form === WHOLE) writer.whole(value);
  else if (form === SINGLE) writer.single(value);
  else writer.double(value);
}

function read(form: number, reader: ByteReader): number {
  return form === WHOLE ? reader.whole() : form === SINGLE ? reader.single() : reader.double();
}
