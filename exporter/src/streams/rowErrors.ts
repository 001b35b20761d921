import type { Task } from '../profile/outcome.js';

/** Errors of rows of one bucket, in the order in which the rows came: what change detectors are fed. */
export interface RowErrors {
  readonly task: Task;
  /** Rows whose error is known. */
  readonly rows: number;
  /** Of these the first, and every so-and-so-manyth after it, are kept: a power of two, 1 where all are. */
  readonly every: number;
  /** Of a classification 0 or 1, of a regression |prediction − label|, in single precision. */
  readonly values: Uint8Array | Float32Array;
}

/** Errors that are kept of one bucket: an even number. */
const MOST = 100_000;

/** The errors of one bucket, which grow in place: where they are too many, every second one of them stays. */
export class HeldErrors {
  #task: Task;
  #rows = 0;
  #every = 1;
  #size = 0;
  #values: Uint8Array | Float32Array;

  constructor(
    task: Task,
    readonly most = MOST,
  ) {
    this.#task = task;
    this.#values = room(task, 0);
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  /** Good until the next `add`. */
  get errors(): RowErrors {
    const values = this.#values.subarray(0, this.#size);
    return { task: this.#task, rows: this.#rows, every: this.#every, values };
  }

  add({ task, rows, every, values }: RowErrors): void {
    // errors of another unit are not of one sequence
    if (task !== this.#task) this.#begin(task);
    if (this.#rows === 0 && every > 1) this.#goOn(rows, every, values);
    else for (const value of values) this.#push(value);
  }

  /** From where errors were thinned out to before. */
  #goOn(rows: number, every: number, values: RowErrors['values']): void {
    this.#rows = rows;
    this.#every = every;
    this.#size = values.length;
    this.#values = values.slice();
  }

  #begin(task: Task): void {
    this.#task = task;
    this.#rows = this.#size = 0;
    this.#every = 1;
    this.#values = room(task, 0);
  }

  #push(value: number): void {
    const row = this.#rows++;
    if (row % this.#every !== 0) return;
    if (this.#size >= this.most) {
      this.#halve();
      if (row % this.#every !== 0) return;
    }
    if (this.#size === this.#values.length) {
      const larger = room(this.#task, Math.min(this.most, Math.max(64, 2 * this.#size)));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#size++] = value;
  }

  #halve(): void {
    for (let index = 0; 2 * index < this.#size; index++) {
      this.#values[index] = this.#values[2 * index] as number;
    }
    this.#size = Math.ceil(this.#size / 2);
    this.#every *= 2;
  }
}

function room(task: Task, size: number): Uint8Array | Float32Array {
  return task === 'classification' ? new Uint8Array(size) : new Float32Array(size);
}

/** By the start of the bucket of each row, of those rows whose error is known. */
export function rowErrors(
  task: Task,
  buckets: Float64Array,
  bucket: number,
  errors: Float64Array,
): Map<number, RowErrors> {
  const values = new Map<number, number[]>();
  for (let row = 0; row < buckets.length; row++) {
    const error = errors[row] as number;
    if (Number.isNaN(error)) continue;
    const start = (buckets[row] as number) * bucket;
    const own = values.get(start);
    if (own === undefined) values.set(start, [error]);
    else own.push(error);
  }
  return new Map(
    Array.from(values, ([start, own]) => {
      const kept = room(task, own.length);
      kept.set(own);
      return [start, { task, rows: own.length, every: 1, values: kept }] as const;
    }),
  );
}
