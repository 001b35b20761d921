import type { NumericCells } from '../source.js';

/** z is clipped there, so that its square stays finite. Every source does the same. */
export const Z_LIMIT = 1e100;

/** The first edge that is not below the value: the index of its cell (lower, upper]. */
export function cellIndex(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first value above `limit` in [start, end) of ascending values. */
export function firstAbove(values: Float64Array, limit: number, start: number, end = values.length): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A finite value, standardised by the reference. */
export function standardise({ center, scale }: NumericCells, value: number): number {
  const distance = value - center;
  // the difference of ±1e308 overflows, that of their halves does not
  const z = Math.abs(distance) === Infinity ? 2 * ((value / 2 - center / 2) / scale) : distance / scale;
  return z > Z_LIMIT ? Z_LIMIT : z < -Z_LIMIT ? -Z_LIMIT : z;
}
