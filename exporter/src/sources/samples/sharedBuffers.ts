/** A buffer that is this much larger than asked for is left to larger columns. */
const MOST_WASTE = 4;
const PAGE = 65_536;

/**
 * Shared memory for columns, used again and again: every worker that has seen a buffer keeps it alive until its own
 * garbage collection, which its small heap hardly ever causes.
 */
export class SharedBuffers {
  readonly #free: SharedArrayBuffer[] = [];

  /** A column of so many doubles, with whatever values were there before. */
  take(length: number): Float64Array {
    const bytes = Math.max(1, length) * Float64Array.BYTES_PER_ELEMENT;
    const fitting = this.#free
      .filter(({ byteLength }) => byteLength >= bytes && byteLength <= bytes * MOST_WASTE)
      .sort((a, b) => a.byteLength - b.byteLength)[0];
    if (fitting === undefined) {
      return new Float64Array(new SharedArrayBuffer(Math.ceil(bytes / PAGE) * PAGE), 0, length);
    }
    this.#free.splice(this.#free.indexOf(fitting), 1);
    return new Float64Array(fitting, 0, length);
  }

  /** Gives a column's memory back; nobody may read it any more. */
  give({ buffer }: Float64Array): void {
    if (buffer instanceof SharedArrayBuffer) this.#free.push(buffer);
  }
}
