import type { CellCounts, NumericCells } from '../source.js';
import { cellIndex, standardise } from './cellIndex.js';
import { finiteValues, type OrderedSample } from './sortSample.js';

export type NumericCounts = Omit<CellCounts, 'feature' | 'bucketStart' | 'segment' | 'joint'>;

/** Counts an ordered sample in cells: each edge is looked up once instead of each value. */
export function countSample({ rows, values }: OrderedSample, cells: NumericCells): NumericCounts {
  const { edges, minimum, maximum, distinct } = cells;
  const size = edges.length + 1;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  const finite = finiteValues(values);
  const low = finite.length === 0 ? 0 : (finite.byteOffset - values.byteOffset) / values.BYTES_PER_ELEMENT;
  const high = low + finite.length;
  let start = 0;
  for (let cell = 0; cell < size; cell++) {
    const end = cell < edges.length ? firstAbove(values, edges[cell] as number, start) : values.length;
    const last = Math.min(end, high);
    let sum = 0;
    let square = 0;
    for (let index = Math.max(start, low); index < last; index++) {
      const z = standardise(cells, values[index] as number);
      sum += z;
      square += z * z;
    }
    counts[cell] = end - start;
    sums[cell] = sum;
    squares[cell] = square;
    start = end;
  }
  const infinite = values.length - finite.length;
  // a reference without values has no range, and every value is unseen
  const isEmpty = Number.isNaN(minimum);
  const below = isEmpty ? 0 : cellIndex(values, minimum);
  const inRangeEnd = isEmpty ? values.length : firstAbove(values, maximum, below);
  const above = values.length - inRangeEnd;
  const unseen = distinct === undefined ? 0 : countUnseen(values.subarray(below, inRangeEnd), distinct);
  return { rows, missing: rows - values.length, counts, sums, squares, infinite, below, above, unseen };
}

/** Index of the first value above `limit`, searched from `start`. */
function firstAbove(values: Float64Array, limit: number, start: number): number {
  let low = start;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countUnseen(values: Float64Array, distinct: Float64Array): number {
  let unseen = 0;
  let known = 0;
  for (const value of values) {
    while (known < distinct.length && (distinct[known] as number) < value) known++;
    if (distinct[known] !== value) unseen++;
  }
  return unseen;
}
