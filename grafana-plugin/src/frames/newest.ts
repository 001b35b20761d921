import type { Series } from './series';

/** A series' value at its latest time that has one. */
export interface NewestValue {
  readonly value: number;
  /** Milliseconds since the epoch; NaN where the data has no time. */
  readonly time: number;
  /** The frame's row. */
  readonly row: number;
}

export function newest({ times, values, rows }: Series): NewestValue | undefined {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index];
    if (value !== null && value !== undefined) {
      return { value, time: times[index] ?? NaN, row: rows[index] ?? 0 };
    }
  }
  return undefined;
}
