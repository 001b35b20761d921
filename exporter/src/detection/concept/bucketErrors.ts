import { outcomes, type Task } from '../../profile/outcome.js';
import type { Profile } from '../../profile/profile.js';
import type { JointSums } from '../../sources/source.js';

/** Of the rows of a bucket whose prediction and label are known. */
export interface ErrorSums {
  readonly rows: number;
  /** Of a classification how many were wrong, of a regression Σ |prediction − label|. */
  readonly sum: number;
}

/** What the errors of a reference are like: buckets are measured by it. */
export interface ErrorBaseline {
  readonly mean: number;
  /** Of the errors of single rows. */
  readonly deviation: number;
  /** How many times as far as independent rows would the reference's own buckets lie from its mean; 1 at least. */
  readonly spread: number;
  /** The errors of the reference's own buckets, in the order of time, as `standardisedError` makes them. */
  readonly buckets: readonly number[];
}

/** Fewer buckets do not tell how far they spread. */
const LEAST_BUCKETS = 10;

/** Summed over all cells; undefined where no row has both. */
export function errorSums({ joint }: Profile): ErrorSums | undefined {
  const found = totalOf(joint[outcomes.error]);
  return found.rows > 0 ? found : undefined;
}

/**
 * Undefined where errors have no unit: a regression's that are all alike, or whose squares were not summed, as they are in the
 * cells of its prediction only.
 * @param buckets the reference's own, in the order of time; empty where its rows have no times
 */
export function errorBaseline(
  reference: Profile,
  buckets: readonly Profile[],
  task: Task,
): ErrorBaseline | undefined {
  const whole = errorSums(reference);
  if (whole === undefined) return undefined;
  const { mean, deviation } = task === 'classification' ? ofClasses(whole) : ofNumbers(whole, reference);
  if (!(deviation > 0 && Number.isFinite(deviation))) return undefined;
  const plain = { mean, deviation, spread: 1 };
  const values = buckets.flatMap((bucket) => {
    const sums = errorSums(bucket);
    return sums === undefined ? [] : [standardisedError(plain, sums)];
  });
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  const spread = values.length < LEAST_BUCKETS ? 1 : Math.max(1, Math.sqrt(squares / values.length));
  return { ...plain, spread, buckets: values.map((value) => value / spread) };
}

/** How far the mean error of a bucket lies from the reference's, in what the reference's own buckets vary by. */
export function standardisedError(
  { mean, deviation, spread }: Omit<ErrorBaseline, 'buckets'>,
  { rows, sum }: ErrorSums,
): number {
  return ((sum / rows - mean) * Math.sqrt(rows)) / (deviation * spread);
}

/** Half an observation on either side, so that a reference without errors has a deviation, too. */
function ofClasses({ rows, sum }: ErrorSums): { mean: number; deviation: number } {
  const mean = (sum + 0.5) / (rows + 1);
  return { mean, deviation: Math.sqrt(mean * (1 - mean)) };
}

function ofNumbers(
  { rows, sum }: ErrorSums,
  { joint }: Profile,
): { readonly mean: number; readonly deviation: number } {
  const squares = totalOf(joint[outcomes.squaredError]);
  const mean = sum / rows;
  const variance = squares.rows === rows ? squares.sum / rows - mean * mean : NaN;
  // of equal errors rounding leaves something
  return { mean, deviation: variance > 1e-9 * mean * mean ? Math.sqrt(variance) : NaN };
}

function totalOf(sums: JointSums | undefined): ErrorSums {
  if (sums === undefined) return { rows: 0, sum: 0 };
  const total = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
  return { rows: total(sums.counts) + sums.missingCount, sum: total(sums.sums) + sums.missingSum };
}
