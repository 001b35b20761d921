import type { Draws } from '../../support/randomness.js';
import type { HourlyRows } from './resample.js';

/** What happens to rows from an hour on. */
export interface Change {
  readonly name: string;
  /** The share of an hour's rows that change, so many hours after the onset. */
  readonly share: (hour: number, draws: Draws) => number;
  readonly of: 'values' | 'missing';
}

const DAY = 24;
const constant = (share: number) => () => share;

export const changes: readonly Change[] = [
  { name: 'abrupt, 10 % of rows', of: 'values', share: constant(0.1) },
  { name: 'abrupt, 20 %', of: 'values', share: constant(0.2) },
  { name: 'abrupt, 40 %', of: 'values', share: constant(0.4) },
  {
    name: 'gradual: more and more hours with 40 %, all after a week',
    of: 'values',
    share: (hour, draws) => (draws.uniform() < hour / (7 * DAY) ? 0.4 : 0),
  },
  {
    name: 'ramp: 0 to 40 % in two weeks',
    of: 'values',
    share: (hour) => 0.4 * Math.min(1, hour / (14 * DAY)),
  },
  {
    name: 'recurring: 40 % in six hours of each day',
    of: 'values',
    share: (hour) => (hour % DAY < 6 ? 0.4 : 0),
  },
  { name: 'missing, 5 % of rows', of: 'missing', share: constant(0.05) },
  { name: 'missing, 20 %', of: 'missing', share: constant(0.2) },
  { name: 'missing, all', of: 'missing', share: constant(1) },
];

/**
 * Changes rows from an hour on: numbers move up by three cells (by about a standard deviation over deciles), categories to
 * the one three further on, as on a ring.
 */
export function changed(rows: HourlyRows, change: Change, onset: number, draws: Draws): HourlyRows {
  const { cells, isNumeric } = rows;
  const width = cells + 1;
  const counts = rows.counts.slice();
  const present = isNumeric ? cells : cells - 2;
  const target = (cell: number): number => {
    if (change.of === 'missing') return cells;
    return isNumeric ? Math.min(cells - 1, cell + 3) : (cell + 3) % present;
  };
  for (let hour = onset; hour < counts.length / width; hour++) {
    const share = change.share(hour - onset, draws);
    for (let cell = 0; cell < present; cell++) {
      const all = rows.counts[hour * width + cell] as number;
      const moved = binomial(all, share, draws);
      const [from, to] = [hour * width + cell, hour * width + target(cell)];
      counts[from] = (counts[from] as number) - moved;
      counts[to] = (counts[to] as number) + moved;
    }
  }
  return { ...rows, counts };
}

function binomial(rows: number, share: number, draws: Draws): number {
  if (share >= 1) return rows;
  if (rows > 100) {
    const drawn = rows * share + Math.sqrt(rows * share * (1 - share)) * draws.normal();
    return Math.min(rows, Math.max(0, Math.round(drawn)));
  }
  let hits = 0;
  for (let row = 0; row < rows; row++) if (draws.uniform() < share) hits++;
  return hits;
}
