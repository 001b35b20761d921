import type { WindowScores } from './ownWindows.js';

/**
 * How far a feature's own windows of one length differ from the rest of the reference. A score, PSI for each degree of
 * freedom, is measured in units of `chance + variation`: what few rows make of it, 1/n + 1/m, and what time
 * makes of it beyond that. So a limit holds for windows of more or fewer rows than the reference's.
 */
export interface Limit {
  /** The 99 % point of the windows' scores, or the largest of few, in units of `chance + variation`. */
  readonly threshold: number;
  /** What raises an alarm, in the same units: as high as the false-alarm budget asks. */
  readonly alarm: number;
  /** What time adds to each degree of freedom's PSI, on average. */
  readonly variation: number;
  /** How many windows were measured, counted without overlap. */
  readonly windows: number;
  readonly basis: 'quantile' | 'largest';
}

/** Below so many lengths in the reference, the largest score is taken. */
const ENOUGH = 10;
/** Below so many, the reference says nothing of its variation. */
const FEWEST = 3;
const QUANTILE = 0.99;

/** Undefined where the reference holds too few such windows. */
export function limitOf(scores: WindowScores, windows: number): Limit | undefined {
  const variation = variationOf(scores);
  const units = scores.score
    .map((score, index) => score / ((scores.chance[index] as number) + variation))
    .filter((score) => !Number.isNaN(score))
    .sort();
  if (windows < FEWEST || units.length === 0) return undefined;
  const basis = windows < ENOUGH ? 'largest' : 'quantile';
  const position = basis === 'largest' ? units.length - 1 : QUANTILE * (units.length - 1);
  const threshold = interpolate(units, position);
  return { threshold, alarm: threshold, variation, windows, basis };
}

/** The PSI at which a window of so many rows reaches a level of the limit. */
export function psiAt(
  level: number,
  { variation }: Limit,
  { degreesOfFreedom, referenceRows, currentRows }: LimitRows,
): number {
  return level * degreesOfFreedom * (1 / referenceRows + 1 / currentRows + variation);
}

interface LimitRows {
  readonly degreesOfFreedom: number;
  readonly referenceRows: number;
  readonly currentRows: number;
}

function variationOf({ score, chance }: WindowScores): number {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < score.length; index++) {
    const excess = (score[index] as number) - (chance[index] as number);
    if (Number.isNaN(excess)) continue;
    sum += excess;
    count++;
  }
  return count === 0 ? 0 : Math.max(0, sum / count);
}

function interpolate(sorted: Float64Array, position: number): number {
  const lower = Math.floor(position);
  const below = sorted[lower] as number;
  return below + (position - lower) * ((sorted[lower + 1] ?? below) - below);
}
