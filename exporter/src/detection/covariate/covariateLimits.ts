import { totalMoments, withoutMoments } from '../../profile/secondMoments.js';
import { slotScheme } from '../overTime/slots.js';
import type { CovariateScore } from './covariateStatistic.js';
import * as statistics from './index.js';
import { MomentReference, type MomentBucket } from './momentReference.js';

/** How far one statistic's `change` reaches over the reference's own windows, where rows differ and time adds to chance. */
export interface CovariateLimit {
  /** The square of a change that is seldom exceeded, over the sum of `noise`² and `variation`. */
  readonly units: number;
  /** What time adds to the square of a change, on average. */
  readonly variation: number;
}

/** The limits of windows of one length. */
export interface LengthLimits {
  /** By the statistic's id. */
  readonly statistics: Readonly<Record<string, CovariateLimit>>;
  /** How many windows were measured, counted without overlap. */
  readonly windows: number;
  /** The 99 % point of the windows, over all statistics together, or the largest of few. */
  readonly basis: 'quantile' | 'largest';
}

/** By length of window in milliseconds; a length is absent where the reference has too few windows of it. As JSON it can be stored. */
export type CovariateCalibration = Readonly<Record<string, LengthLimits>>;

export interface CovariateCalibrationOptions {
  /** Length of a bucket, and of each window, in milliseconds. */
  readonly bucket: number;
  readonly windows: readonly number[];
  readonly timeZone: string;
  /** By how much times have been moved forward, in milliseconds. @default 0 */
  readonly shift?: number;
  /** Windows up to a week are compared with the same weekdays and hours. @default false */
  readonly isSeasonal?: boolean;
  /** Windows with fewer rows have no verdict. @default 30 */
  readonly minRows?: number;
}

/** Below so many windows, the largest change is taken. */
const ENOUGH = 10;
/** Below so many, the reference says nothing of its variation. */
const FEWEST = 3;
const QUANTILE = 0.99;
const MIN_ROWS = 30;
/** Decompositions cost the third power of the number of features: so much work for each length, and windows between these. */
const WORK = 1e8;
const [LEAST_WINDOWS, MOST_WINDOWS] = [100, 500];

/** Squares of each statistic's change and noise in one window; undefined where it has none. */
type Measured = Readonly<Record<string, { readonly change: number; readonly noise: number } | undefined>>;

/**
 * Finds each statistic's limits from the reference's own sliding windows, each compared with the rest of the reference as
 * a later window would be with all of it: with the same hours if it is shorter than a day. In 99 % of them no statistic is
 * beyond its limit. A window of 100 features takes some 40 ms, and each length takes a hundred of them: work for a thread of
 * its own.
 *
 * @param buckets of the reference, in order of time; buckets without rows may be absent
 */
export function calibrateCovariate(
  buckets: readonly MomentBucket[],
  {
    bucket,
    windows,
    timeZone,
    shift = 0,
    isSeasonal = false,
    minRows = MIN_ROWS,
  }: CovariateCalibrationOptions,
): CovariateCalibration {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return {};
  const { features } = first.moments;
  const end = last.start + bucket;
  const scheme = slotScheme(first.start - shift, end - shift, bucket, timeZone, isSeasonal);
  const reference = new MomentReference(features, buckets, { bucket, timeZone, scheme, shift });
  const most = Math.min(
    MOST_WINDOWS,
    Math.max(LEAST_WINDOWS, Math.floor(WORK / Math.max(1, features.length) ** 3)),
  );
  const limits = windows.flatMap((length): [string, LengthLimits][] => {
    const places = Math.floor((end - first.start - length) / bucket) + 1;
    // even steps, that do not always fall on the same hour
    const count = Math.min(places, most);
    const measured = Array.from({ length: Math.max(0, count) }, (_, index): Measured => {
      const from = first.start + Math.floor((index * places) / count) * bucket;
      const inside = between(buckets, from, from + length);
      const current = totalMoments(
        features,
        inside.map(({ moments }) => moments),
      );
      const { moments } = reference.forWindow(from, from + length);
      if (Math.min(current.rows, moments.rows - current.rows) < minRows) return {};
      return measure(withoutMoments(moments, current), current);
    });
    const found = limitsOf(measured, length / bucket / (places / count));
    return found === undefined ? [] : [[String(length), found]];
  });
  return Object.fromEntries(limits);
}

/** The change that a limit allows where chance makes so much noise. */
export function changeAt({ units, variation }: CovariateLimit, noise: number): number {
  return Math.sqrt(units * (noise * noise + variation));
}

function measure(reference: MomentBucket['moments'], current: MomentBucket['moments']): Measured {
  return Object.fromEntries(
    Object.values(statistics).map(({ id, compute }) => {
      const result: CovariateScore | undefined = compute(reference, current);
      return [id, result && { change: result.change ** 2, noise: result.noise ** 2 }];
    }),
  );
}

/** @param overlap how many of the windows share a row at most */
function limitsOf(measured: readonly Measured[], overlap: number): LengthLimits | undefined {
  const known = measured.filter((of) => Object.values(of).some((result) => result !== undefined));
  const windows = Math.floor((known.length - 1) / Math.max(1, overlap)) + 1;
  if (known.length === 0 || windows < FEWEST) return undefined;
  const basis = windows < ENOUGH ? 'largest' : 'quantile';
  const point = (values: readonly number[]): number => pointOf(values, basis === 'largest' ? 1 : QUANTILE);
  const ratios = new Float64Array(known.length);
  const single = Object.values(statistics).flatMap(({ id }): [string, CovariateLimit][] => {
    const squares = known.map((of) => of[id]);
    const present = squares.filter((square) => square !== undefined);
    if (present.length < known.length / 2) return [];
    const excess = present.reduce((sum, { change, noise }) => sum + change - noise, 0) / present.length;
    const variation = Math.max(0, excess);
    const unitsOf = ({ change, noise }: { change: number; noise: number }): number =>
      noise + variation > 0 ? change / (noise + variation) : 0;
    const units = point(present.map(unitsOf));
    for (const [index, square] of squares.entries()) {
      if (square === undefined || units === 0) continue;
      ratios[index] = Math.max(ratios[index] as number, unitsOf(square) / units);
    }
    return [[id, { units, variation }]];
  });
  // each statistic by itself is beyond its 99 % point in one window of a hundred, some of them in more
  const together = Math.max(1, point(Array.from(ratios)));
  const raised = single.map(
    ([id, { units, variation }]) => [id, { units: units * together, variation }] as const,
  );
  return { statistics: Object.fromEntries(raised), windows, basis };
}

/** Linearly interpolated, as NumPy's percentiles. */
function pointOf(values: readonly number[], quantile: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = quantile * (sorted.length - 1);
  const lower = Math.floor(position);
  const below = sorted[lower] ?? 0;
  return below + (position - lower) * ((sorted[lower + 1] ?? below) - below);
}

/** Buckets that start in [from, to). */
function between(buckets: readonly MomentBucket[], from: number, to: number): readonly MomentBucket[] {
  return buckets.slice(indexOf(buckets, from), indexOf(buckets, to));
}

/** Index of the first bucket that starts at `time` or later. */
function indexOf(buckets: readonly MomentBucket[], time: number): number {
  let [low, high] = [0, buckets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle] as MomentBucket).start < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
