import type { CellCounts, NumericCells } from '../source.js';
import { cellIndex, firstAbove, standardise } from './cellIndex.js';
import type { Sample } from './orderedBlocks.js';
import { countLowest, finiteValues, type OrderedSample } from './sortSample.js';
import { readValues, withFile, type SpilledSample } from './spilledSample.js';

export type NumericCounts = Omit<CellCounts, 'feature' | 'bucketStart' | 'segment' | 'joint'>;

/** Counts an ordered sample in cells: each edge is looked up once instead of each value. */
export function countSample(sample: Sample, cells: NumericCells): NumericCounts {
  return 'values' in sample ? countOrdered(sample, cells) : countRuns(sample, cells);
}

/** Runs need not be merged to be counted. */
function countRuns({ rows, path, runs, pieceLength }: SpilledSample, cells: NumericCells): NumericCounts {
  const nothing = countOrdered({ rows: 0, values: new Float64Array() }, cells);
  const total: { -readonly [Key in keyof NumericCounts]: NumericCounts[Key] } = {
    ...nothing,
    rows,
    missing: rows,
  };
  const piece = new Float64Array(pieceLength);
  withFile(path, 'r', (file) => {
    for (const { offset, length } of runs) {
      for (let start = 0; start < length; start += piece.length) {
        const values = piece.subarray(0, Math.min(piece.length, length - start));
        readValues(file, offset + start * 8, values);
        const counted = countOrdered({ rows: values.length, values }, cells);
        total.missing -= values.length;
        for (const key of ['infinite', 'below', 'above', 'unseen'] as const) total[key] += counted[key];
        for (const key of ['counts', 'sums', 'squares'] as const) {
          counted[key].forEach((number, cell) => (total[key][cell] = (total[key][cell] as number) + number));
        }
      }
    }
  });
  return total;
}

function countOrdered({ rows, values }: OrderedSample, cells: NumericCells): NumericCounts {
  const { edges, minimum, maximum, distinct } = cells;
  const size = edges.length + 1;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  const finite = finiteValues(values);
  const low = countLowest(values);
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

function countUnseen(values: Float64Array, distinct: Float64Array): number {
  let unseen = 0;
  let known = 0;
  for (const value of values) {
    while (known < distinct.length && (distinct[known] as number) < value) known++;
    if (distinct[known] !== value) unseen++;
  }
  return unseen;
}
