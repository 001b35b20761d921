import { radixSort } from './radixSort.js';

/** A feature's values in ascending order, NaN apart. */
export interface OrderedSample {
  /** Rows with and without a value. */
  readonly rows: number;
  readonly values: Float64Array;
}

/**
 * Orders a column in place. `column` holds one number a row, NaN where it is missing; it and `scratch` are taken
 * over: the result lies in one of them.
 */
export function sortSample(column: Float64Array, scratch: Float64Array): OrderedSample {
  let present = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    // + 0 turns −0 into 0, which the sort would put before it
    if (value === value) column[present++] = value + 0;
  }
  return { rows: column.length, values: radixSort(column.subarray(0, present), scratch) };
}

/** The part of an ordered sample that is neither -Infinity nor +Infinity. */
export function finiteValues(values: Float64Array): Float64Array {
  let start = 0;
  let end = values.length;
  while (start < end && values[start] === -Infinity) start++;
  while (end > start && values[end - 1] === Infinity) end--;
  return values.subarray(start, end);
}

/** How many values of an ordered sample are -Infinity. */
export function countLowest(values: Float64Array): number {
  return (finiteValues(values).byteOffset - values.byteOffset) / values.BYTES_PER_ELEMENT;
}
