import type { Draws } from '../../support/randomness.js';
import type { HourlyRows } from './resample.js';

/** What happens to rows from an hour on. */
export interface Change {
  readonly name: string;
  readonly of: 'values' | 'missing';
  /** How strong it is, so many hours after the onset: see `changed`; of missing values, the share of rows. */
  readonly strength: (hour: number, draws: Draws) => number;
}

const DAY = 24;
const constant = (strength: number) => () => strength;
/** Moves a mean by 1.2 deviations, or 40 % of the rows to another category. */
const STRONG = 1.2;

export const changes: readonly Change[] = [
  { name: 'abrupt, 0.3 σ or 10 % of rows', of: 'values', strength: constant(0.3) },
  { name: 'abrupt, 0.6 σ or 20 %', of: 'values', strength: constant(0.6) },
  { name: 'abrupt, 1.2 σ or 40 %', of: 'values', strength: constant(STRONG) },
  {
    name: 'gradual: in more and more hours 1.2 σ, in all after a week',
    of: 'values',
    strength: (hour, draws) => (draws.uniform() < hour / (7 * DAY) ? STRONG : 0),
  },
  {
    name: 'ramp: 0 to 1.2 σ in two weeks',
    of: 'values',
    strength: (hour) => STRONG * Math.min(1, hour / (14 * DAY)),
  },
  {
    name: 'recurring: 1.2 σ in eight hours of each day',
    of: 'values',
    // the onset is at midnight
    strength: (hour) => (hour % DAY >= 9 && hour % DAY < 17 ? STRONG : 0),
  },
  { name: 'missing, 5 % of rows', of: 'missing', strength: constant(0.05) },
  { name: 'missing, 20 %', of: 'missing', strength: constant(0.2) },
  { name: 'missing, all', of: 'missing', strength: constant(1) },
];

/**
 * Changes rows from an hour on. A strength of s moves numbers up by s deviations, on the logistic scale of their ranks in
 * the whole stream, and s/3 of the rows of a category to the one three further on, as on a ring.
 */
export function changed(rows: HourlyRows, change: Change, onset: number, draws: Draws): HourlyRows {
  const width = rows.cells + 1;
  const counts = rows.counts.slice();
  const below = sharesBelow(rows);
  for (let hour = onset; hour < counts.length / width; hour++) {
    const strength = change.strength(hour - onset, draws);
    if (strength === 0) continue;
    const before = rows.counts.subarray(hour * width, (hour + 1) * width);
    const after = counts.subarray(hour * width, (hour + 1) * width);
    if (change.of === 'missing') {
      move(before, after, () => rows.cells, strength, draws);
    } else if (rows.isNumeric) {
      after.fill(0, 0, rows.cells);
      for (let cell = 0; cell < rows.cells; cell++) {
        for (let row = 0; row < (before[cell] as number); row++) {
          const target = shifted(below, cell, strength, draws);
          after[target] = (after[target] as number) + 1;
        }
      }
    } else {
      const names = rows.cells - 2;
      move(before.subarray(0, names), after, (cell) => (cell + 3) % names, strength / 3, draws);
    }
  }
  return { ...rows, counts };
}

/** The shares of rows below each cell, and 1. */
function sharesBelow({ counts, cells }: HourlyRows): Float64Array {
  const sums = new Float64Array(cells + 1);
  for (let at = 0; at < counts.length; at += cells + 1) {
    for (let cell = 0; cell < cells; cell++) {
      sums[cell + 1] = (sums[cell + 1] as number) + (counts[at + cell] as number);
    }
  }
  for (let cell = 0; cell < cells; cell++)
    sums[cell + 1] = (sums[cell + 1] as number) + (sums[cell] as number);
  const all = sums[cells] as number;
  return sums.map((sum) => sum / all);
}

/** A logistic variable's deviation. */
const DEVIATION = Math.PI / Math.sqrt(3);

/** The cell of a row of `cell` after its value has moved up. */
function shifted(below: Float64Array, cell: number, deviations: number, draws: Draws): number {
  const [low, high] = [below[cell] as number, below[cell + 1] as number];
  const rank = low + draws.uniform() * (high - low);
  const logit = Math.log(rank / (1 - rank)) + DEVIATION * deviations;
  const moved = 1 / (1 + Math.exp(-logit));
  const target = below.findIndex((share, index) => index > 0 && moved < share) - 1;
  return target < 0 ? below.length - 2 : target;
}

/** Moves a share of the rows of each cell to its target. */
function move(
  before: Float64Array,
  after: Float64Array,
  target: (cell: number) => number,
  share: number,
  draws: Draws,
): void {
  for (const [cell, rows] of before.entries()) {
    if (target(cell) === cell || rows === 0) continue;
    const moved = binomial(rows, share, draws);
    after[cell] = (after[cell] as number) - moved;
    after[target(cell)] = (after[target(cell)] as number) + moved;
  }
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
