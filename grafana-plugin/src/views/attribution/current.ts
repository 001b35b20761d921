import { median } from 'd3-array';
import type { Series } from '../../frames/series';

/** A series that still goes on, and its last value. */
export interface Current {
  readonly series: Series;
  readonly value: number;
  /** Milliseconds since the epoch; NaN where the data has no time. */
  readonly time: number;
  /** The frame's row. */
  readonly row: number;
}

/** A series that ended so many of its steps before the others has nothing to say of now. */
const STALE_STEPS = 2.2;

/** The last value of each series; those that ended before the others of their model and window, or without a value, are left out. */
export function currentOf(all: readonly Series[]): Current[] {
  const groups = new Map<string, Series[]>();
  for (const series of all) {
    const key = JSON.stringify([series.labels.model, series.labels.window, series.labels.segment]);
    const group = groups.get(key);
    if (group) {
      group.push(series);
    } else {
      groups.set(key, [series]);
    }
  }
  return Array.from(groups.values()).flatMap((group) => {
    const step = median(
      group.flatMap(({ times }) => times.slice(1).map((time, index) => time - (times[index] ?? NaN)))
    );
    const latest = Math.max(...group.map(({ times }) => times.at(-1) ?? -Infinity));
    return group.flatMap((series) => {
      const [value, time = NaN] = [series.values.at(-1), series.times.at(-1)];
      // one time each is a table of what holds now, whenever each was found
      const isStale = step !== undefined && latest - time > STALE_STEPS * step;
      return value === null || value === undefined || isStale
        ? []
        : [{ series, value, time, row: series.rows.at(-1) ?? 0 }];
    });
  });
}
