import type { Draws } from '../../support/randomness.js';
import type { DayCounts } from './flightDays.js';

/** Hours of one feature in a row: hours × (PSI cells, then missing), row-major. */
export interface HourlyRows {
  readonly feature: string;
  readonly isNumeric: boolean;
  readonly cells: number;
  readonly counts: Float64Array;
}

/** What is drawn as a whole: nothing within it is reordered. */
export type Unit = 'day' | 'week' | 'row';

/** Splits days into those of a reference and those that streams are drawn from, in whole days or weeks. */
export function splitDays(
  days: number,
  reference: number,
  unit: Unit,
  draws: Draws,
): { reference: number[]; rest: number[][] } {
  const length = unit === 'week' ? 7 : 1;
  const blocks = Array.from({ length: Math.floor(days / length) }, (_, block) =>
    Array.from({ length }, (__, day) => block * length + day),
  );
  for (let last = blocks.length - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    [blocks[last], blocks[other]] = [blocks[other] as number[], blocks[last] as number[]];
  }
  const count = Math.round(reference / length);
  return { reference: blocks.slice(0, count).flat(), rest: blocks.slice(count) };
}

/** So many days, drawn with replacement in blocks. */
export function drawDays(blocks: readonly (readonly number[])[], days: number, draws: Draws): number[] {
  const drawn: number[] = [];
  while (drawn.length < days) drawn.push(...(blocks[draws.below(blocks.length)] ?? []));
  return drawn.slice(0, days);
}

/** The days of a feature, one after the other. */
export function hoursOf(
  { feature, isNumeric, cells, counts }: DayCounts,
  days: readonly number[],
): HourlyRows {
  const size = 24 * (cells + 1);
  const rows = new Float64Array(days.length * size);
  for (const [index, day] of days.entries())
    rows.set(counts.subarray(day * size, (day + 1) * size), index * size);
  return { feature, isNumeric, cells, counts: rows };
}

/** As many rows in each hour as there are, each drawn alone from all rows of that hour of the day. */
export function singleRows(pool: HourlyRows, hours: HourlyRows, draws: Draws): HourlyRows {
  const width = pool.cells + 1;
  const counts = new Float64Array(hours.counts.length);
  const slots = Array.from({ length: 24 }, (_, hour) => {
    const sums = new Float64Array(width);
    for (let at = hour * width; at < pool.counts.length; at += 24 * width) {
      for (let cell = 0; cell < width; cell++)
        sums[cell] = (sums[cell] as number) + (pool.counts[at + cell] as number);
    }
    return sums.map((_, cell) => sums.subarray(0, cell + 1).reduce((sum, count) => sum + count, 0));
  });
  for (let hour = 0; hour < counts.length / width; hour++) {
    const below = slots[hour % 24] as Float64Array;
    const all = below[width - 1] as number;
    const rows = hours.counts
      .subarray(hour * width, (hour + 1) * width)
      .reduce((sum, count) => sum + count, 0);
    for (let row = 0; row < rows && all > 0; row++) {
      const drawn = draws.uniform() * all;
      let cell = 0;
      while (drawn >= (below[cell] as number)) cell++;
      counts[hour * width + cell] = (counts[hour * width + cell] as number) + 1;
    }
  }
  return { ...hours, counts };
}

/** Rows that come independently of each other, so many in each hour on average: of all of the pool's, whatever their hour. */
export function independentRows(pool: HourlyRows, days: number, perHour: number, draws: Draws): HourlyRows {
  const width = pool.cells + 1;
  const shares = new Float64Array(width);
  for (let at = 0; at < pool.counts.length; at++)
    shares[at % width] = (shares[at % width] as number) + (pool.counts[at] as number);
  const all = shares.reduce((sum, count) => sum + count, 0);
  const counts = new Float64Array(days * 24 * width);
  for (let at = 0; at < counts.length; at++)
    counts[at] = poisson(((shares[at % width] as number) / Math.max(1, all)) * perHour, draws);
  return { ...pool, counts };
}

/** Draws each hour's rows again with replacement, until an hour that has rows has so many on average. */
export function withRows(hours: HourlyRows, perHour: number, draws: Draws): HourlyRows {
  const width = hours.cells + 1;
  let busy = 0;
  let rows = 0;
  for (let at = 0; at < hours.counts.length; at += width) {
    const own = hours.counts.subarray(at, at + width).reduce((sum, count) => sum + count, 0);
    rows += own;
    if (own > 0) busy++;
  }
  const factor = rows === 0 ? 0 : (perHour * busy) / rows;
  return {
    ...hours,
    counts: hours.counts.map((count) => (count === 0 ? 0 : poisson(count * factor, draws))),
  };
}

function poisson(mean: number, draws: Draws): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * draws.normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = draws.uniform(); product > limit; product *= draws.uniform()) count++;
  return count;
}
