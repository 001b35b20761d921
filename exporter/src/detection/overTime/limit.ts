import { chiSquaredQuantile } from '../../statistics/numerics/chiSquaredDistribution.js';
import type { WindowScores } from './ownWindows.js';

/**
 * How far a feature's own windows of one length differ from the rest of the reference. A score, PSI for each degree of
 * freedom, is measured in units of `chance + variation`: what few rows make of it, 1/n + 1/m, and what time
 * makes of it beyond that. So a limit holds for windows of more or fewer rows than the reference's.
 */
export interface Limit {
  /** The 99 % point of the windows' scores, or the largest of few, in units of `chance + variation`. */
  readonly threshold: number;
  /** The largest of the windows' scores, in the same units: to be beyond it for long raises an alarm. */
  readonly largest: number;
  /** What raises an alarm at once, in the same units. */
  readonly alarm: number;
  /** What time adds to each degree of freedom's PSI, on average. */
  readonly variation: number;
  /** How many windows were measured, counted without overlap. */
  readonly windows: number;
  readonly basis: 'quantile' | 'largest';
}

/** Below so many windows, the largest score is taken. */
const ENOUGH = 10;
/** Below so many, the reference says nothing of its variation. */
const FEWEST = 3;
const QUANTILE = 0.99;
/** How much further a heavy tail reaches than it has been seen to: the power of its excess over chance. */
const TAIL = 1.5;

/** Scores in units of `chance + variation`; NaN where a window has no verdict. */
export interface MeasuredWindows {
  readonly units: Float64Array;
  readonly variation: number;
  readonly degreesOfFreedom: number;
  readonly windows: number;
}

/** @param overlap how many of the scores share a row at most: the length of a window over the step between two */
export function measure({ score, chance, degreesOfFreedom }: WindowScores, overlap: number): MeasuredWindows {
  let excess = 0;
  let count = 0;
  for (let index = 0; index < score.length; index++) {
    const own = (score[index] as number) - (chance[index] as number);
    if (Number.isNaN(own)) continue;
    excess += own;
    count++;
  }
  const variation = count === 0 ? 0 : Math.max(0, excess / count);
  const units = score.map((own, index) => own / ((chance[index] as number) + variation));
  return { units, variation, degreesOfFreedom, windows: Math.floor((count - 1) / overlap) + 1 };
}

/**
 * @param evidence the largest p-value that the budget leaves for a feature and a bucket
 * @returns undefined where there are too few windows to tell
 */
export function limitOf(measured: MeasuredWindows, evidence: number): Limit | undefined {
  const { units, variation, windows } = measured;
  const sorted = units.filter((unit) => !Number.isNaN(unit)).sort();
  if (windows < FEWEST) return undefined;
  const largest = sorted.at(-1) ?? 0;
  const basis = windows < ENOUGH ? 'largest' : 'quantile';
  const threshold = basis === 'largest' ? largest : interpolate(sorted, QUANTILE * (sorted.length - 1));
  const alarm = Math.max(largest, alarmLevel(measured, largest, evidence));
  return { threshold, largest, alarm, variation, windows, basis };
}

/**
 * The level at which an alarm is due. Were rows and hours independent, scores would follow a chi-squared distribution,
 * and its point at the budget's p-value would do. Where the largest of the reference's own windows is r times what
 * chance makes of so many, the level is r^1.5 times as high: a tail that has reached far will reach farther in years
 * than in weeks.
 */
export function alarmLevel(
  { degreesOfFreedom, windows }: Pick<MeasuredWindows, 'degreesOfFreedom' | 'windows'>,
  largest: number,
  evidence: number,
): number {
  const freedom = Math.max(1, degreesOfFreedom);
  const expected = chiSquaredQuantile(1 / Math.max(FEW_WINDOWS, windows), freedom);
  const unlikely = chiSquaredQuantile(evidence, freedom);
  return (unlikely / freedom) * Math.max(1, (largest * freedom) / expected) ** TAIL;
}

/** Of fewer windows the largest says little, and is taken as if it were the largest of so many. */
const FEW_WINDOWS = 8;

/** The PSI at which a window of so many rows reaches a level of the limit. */
export function psiAt(
  level: number,
  { variation }: Limit,
  { degreesOfFreedom, referenceRows, currentRows }: ScoredRows,
): number {
  return level * degreesOfFreedom * (1 / referenceRows + 1 / currentRows + variation);
}

interface ScoredRows {
  readonly degreesOfFreedom: number;
  readonly referenceRows: number;
  readonly currentRows: number;
}

function interpolate(sorted: Float64Array, position: number): number {
  const lower = Math.floor(position);
  const below = sorted[lower] ?? 0;
  return below + (position - lower) * ((sorted[lower + 1] ?? below) - below);
}
