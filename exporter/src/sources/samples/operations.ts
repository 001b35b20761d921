import type { NumericCells } from '../source.js';
import { countSample } from './countSample.js';
import { describeSample } from './describeSample.js';
import { orderedDistances } from './orderedDistances.js';
import type { Sample } from './orderedBlocks.js';
import { sortSample, type OrderedSample } from './sortSample.js';
import { writeRun, type Run } from './spilledSample.js';

let scratch: Float64Array = new Float64Array(new SharedArrayBuffer(0));

/** Sorts the beginning of a column. Whichever buffer does not hold the result serves the next sort. */
function sort(column: Float64Array, length: number): OrderedSample {
  if (scratch.length < length) scratch = new Float64Array(new SharedArrayBuffer(column.length * 8));
  const sample = sortSample(column.subarray(0, length), scratch);
  scratch = sample.values.buffer === scratch.buffer ? column : scratch;
  return sample;
}

/** What a worker thread can be asked to do. All of it works on shared memory; only small results are copied. */
export const operations = {
  sort: (column: Float64Array): OrderedSample => sort(column, column.length),
  /** Sorts the beginning of a column into a file. Memory as large as the column's is handed back, with rubbish in it. */
  spill(
    column: Float64Array,
    length: number,
    path: string,
    offset: number,
  ): { run: Run; free: Float64Array } {
    const { values } = sort(column, length);
    return { run: writeRun(path, offset, values), free: values };
  },
  describe: (sample: Sample) => describeSample(sample),
  count: (sample: Sample, cells: NumericCells) => countSample(sample, cells),
  distances: (reference: Sample, current: Sample) => orderedDistances(reference, current),
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
