import type { Task } from '../profile/outcome.js';
import type { RowErrors } from './rowErrors.js';

/** Start of the bucket, task, rows, how many of them each value stands for, and how many values there are. */
export type ErrorsHead = readonly [start: number, task: Task, rows: number, every: number, size: number];

export function errorsHead(start: number, { task, rows, every, values }: RowErrors): ErrorsHead {
  return [start, task, rows, every, values.length];
}

/** A bit for each error of a classification, the lowest first, four bytes for each of a regression. */
export function errorBytes({ task, values }: RowErrors): Uint8Array {
  if (task === 'regression') {
    const numbers = Float32Array.from(values);
    return new Uint8Array(numbers.buffer);
  }
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (const [index, value] of values.entries()) {
    if (value !== 0) bits[index >> 3] = (bits[index >> 3] as number) | (1 << (index & 7));
  }
  return bits;
}

/** @param bytes copies the next ones of the record */
export function readErrors(
  [, task, rows, every, size]: ErrorsHead,
  bytes: (size: number) => ArrayBuffer,
): RowErrors {
  if (task === 'regression') return { task, rows, every, values: new Float32Array(bytes(4 * size)) };
  const bits = new Uint8Array(bytes(Math.ceil(size / 8)));
  const values = Uint8Array.from(
    { length: size },
    (_, index) => ((bits[index >> 3] as number) >> (index & 7)) & 1,
  );
  return { task, rows, every, values };
}
