import type { NumericCells } from '../source.js';
import { countSample } from './countSample.js';
import { describeSample } from './describeSample.js';
import { orderedDistances } from './orderedDistances.js';
import { sortSample, type OrderedSample } from './sortSample.js';

let scratch: Float64Array = new Float64Array(new SharedArrayBuffer(0));

/** What a worker thread can be asked to do. All of it works on shared memory; only small results are copied. */
export const operations = {
  sort(column: Float64Array): OrderedSample {
    if (scratch.length < column.length) scratch = new Float64Array(new SharedArrayBuffer(column.length * 8));
    const unused = [column, scratch];
    const sample = sortSample(column, scratch);
    // whichever buffer does not hold the result serves the next sort
    const free = unused.find((buffer) => buffer.buffer !== sample.values.buffer);
    scratch = free ?? scratch;
    return sample;
  },
  describe: (sample: OrderedSample) => describeSample(sample),
  count: (sample: OrderedSample, cells: NumericCells) => countSample(sample, cells),
  distances: (reference: OrderedSample, current: OrderedSample) =>
    orderedDistances(reference.values, current.values),
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
