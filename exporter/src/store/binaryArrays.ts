/*
 * Arrays as PostgreSQL's binary format has them (`array_send` in its source): both clients send bytes as they are, and
 * neither side has to write or read numbers as text.
 */

/** Numbers of PostgreSQL's types. */
const BOOLEAN = 16;
const BYTES = 17;
const INTEGER = 23;
const TEXT = 25;
const DOUBLE = 701;
const HEADER = 20;

/** The value of a parameter of type `double precision[]`. */
export function doubleArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(values, DOUBLE, 8, (array, value, offset) => array.writeDoubleBE(value, offset));
}

/** `integer[]` */
export function integerArray(values: readonly number[]): Buffer {
  return fixedArray(values, INTEGER, 4, (array, value, offset) => array.writeInt32BE(value, offset));
}

/** `boolean[]` */
export function booleanArray(values: readonly (boolean | null)[]): Buffer {
  return fixedArray(values, BOOLEAN, 1, (array, value, offset) => array.writeUInt8(value ? 1 : 0, offset));
}

/** `text[]`; texts must be storable. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const array = Buffer.allocUnsafe(
    values.reduce((size, value) => size + 4 + (value === null ? 0 : Buffer.byteLength(value)), HEADER),
  );
  writeHeader(array, TEXT, values);
  let offset = HEADER;
  for (const value of values) {
    const length = value === null ? -1 : array.write(value, offset + 4);
    array.writeInt32BE(length, offset);
    offset += 4 + Math.max(0, length);
  }
  return array;
}

/** `bytea[]` */
export function bytesArray(values: readonly Uint8Array[]): Buffer {
  const array = Buffer.allocUnsafe(values.reduce((size, { length }) => size + 4 + length, HEADER));
  writeHeader(array, BYTES, values);
  let offset = HEADER;
  for (const value of values) {
    array.writeInt32BE(value.length, offset);
    array.set(value, offset + 4);
    offset += 4 + value.length;
  }
  return array;
}

function fixedArray<Value>(
  values: readonly (Value | null)[],
  type: number,
  size: number,
  write: (array: Buffer, value: Value, offset: number) => void,
): Buffer {
  const array = Buffer.allocUnsafe(HEADER + values.length * (4 + size));
  writeHeader(array, type, values);
  let offset = HEADER;
  for (const value of values) {
    array.writeInt32BE(value === null ? -1 : size, offset);
    offset += 4;
    if (value === null) continue;
    write(array, value, offset);
    offset += size;
  }
  return array.subarray(0, offset);
}

function writeHeader(array: Buffer, type: number, values: readonly unknown[]): void {
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(values.length, 12);
  // the first element's number
  array.writeInt32BE(1, 16);
}
