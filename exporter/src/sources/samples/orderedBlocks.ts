import { firstAbove } from './cellIndex.js';
import { radixSort } from './radixSort.js';
import { countLowest, finiteValues, type OrderedSample } from './sortSample.js';
import { readValues, withFile, type Run, type SpilledSample } from './spilledSample.js';

/** A feature's values, wherever they are. */
export type Sample = OrderedSample | SpilledSample;

/** All values of a sample in ascending order, block by block. */
export interface OrderedBlocks {
  /** How many there are, and how many of them are -Infinity and +Infinity. */
  readonly present: number;
  readonly lowest: number;
  readonly highest: number;
  /** The next block, never empty, valid until the next call; undefined after the last. */
  next(): Float64Array | undefined;
}

/** Passes a sample's values in order. */
export function withBlocks<Result>(sample: Sample, work: (blocks: OrderedBlocks) => Result): Result {
  if ('values' in sample) return work(new HeldBlocks(sample.values));
  return withFile(sample.path, 'r', (file) => work(new SpilledBlocks(file, sample)));
}

/** The only block of a sample in memory. */
class HeldBlocks implements OrderedBlocks {
  readonly present: number;
  readonly lowest: number;
  readonly highest: number;
  #left: boolean;

  constructor(readonly values: Float64Array) {
    this.present = values.length;
    this.lowest = countLowest(values);
    this.highest = values.length - this.lowest - finiteValues(values).length;
    this.#left = values.length > 0;
  }

  next(): Float64Array | undefined {
    const left = this.#left;
    this.#left = false;
    return left ? this.values : undefined;
  }
}

/**
 * Merges runs: a piece of each is in memory, and what is not above the least of the pieces' last values can have nothing
 * before it on disk. Sorting that anew takes less time than a merge value by value.
 */
class SpilledBlocks implements OrderedBlocks {
  readonly present: number;
  readonly lowest: number;
  readonly highest: number;
  readonly #pieces: readonly Piece[];
  readonly #block: Float64Array;
  readonly #scratch: Float64Array;

  constructor(file: number, { runs, pieceLength }: SpilledSample) {
    const total = (of: (run: Run) => number): number => runs.reduce((sum, run) => sum + of(run), 0);
    this.present = total(({ length }) => length);
    this.lowest = total(({ lowest }) => lowest);
    this.highest = total(({ highest }) => highest);
    this.#pieces = runs.map((run) => new Piece(file, run, Math.min(pieceLength, run.length)));
    const size = this.#pieces.reduce((sum, { capacity }) => sum + capacity, 0);
    this.#block = new Float64Array(size);
    this.#scratch = new Float64Array(size);
  }

  next(): Float64Array | undefined {
    let limit = Infinity;
    for (const piece of this.#pieces) {
      piece.fill();
      if (piece.hasMore) limit = Math.min(limit, piece.last);
    }
    let size = 0;
    let contributing = 0;
    for (const piece of this.#pieces) {
      const values = piece.take(limit);
      if (values.length === 0) continue;
      this.#block.set(values, size);
      size += values.length;
      contributing++;
    }
    if (size === 0) return undefined;
    const block = this.#block.subarray(0, size);
    return contributing === 1 ? block : radixSort(block, this.#scratch);
  }
}

/** The part of a run that is in memory. */
class Piece {
  readonly #values: Float64Array;
  #start = 0;
  #end = 0;
  /** Values of the run that have been read. */
  #read = 0;

  constructor(
    readonly file: number,
    readonly run: Run,
    readonly capacity: number,
  ) {
    this.#values = new Float64Array(capacity);
  }

  /** Whether the run goes on beyond what is in memory. */
  get hasMore(): boolean {
    return this.#read < this.run.length;
  }

  get last(): number {
    return this.#values[this.#end - 1] as number;
  }

  fill(): void {
    if (!this.hasMore || (this.#start === 0 && this.#end > 0)) return;
    this.#values.copyWithin(0, this.#start, this.#end);
    const kept = this.#end - this.#start;
    const count = Math.min(this.capacity - kept, this.run.length - this.#read);
    readValues(this.file, this.run.offset + this.#read * 8, this.#values.subarray(kept, kept + count));
    this.#read += count;
    this.#start = 0;
    this.#end = kept + count;
  }

  /** Hands out the values up to `limit`. */
  take(limit: number): Float64Array {
    const end = firstAbove(this.#values, limit, this.#start, this.#end);
    const taken = this.#values.subarray(this.#start, end);
    this.#start = end;
    return taken;
  }
}
