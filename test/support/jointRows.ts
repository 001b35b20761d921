import type { MomentBucket } from '../../exporter/src/detection/covariate/momentReference.js';
import { secondMoments, type SecondMoments } from '../../exporter/src/profile/secondMoments.js';
import { MomentAccumulator } from '../../exporter/src/sources/samples/momentAccumulator.js';
import type { Draws } from './randomness.js';

export type Row = readonly number[];

const HOUR = 3_600_000;

/** Moments of rows whose numbers are standardised already, of features `a`, `b`, … */
export function momentsOfRows(rows: readonly Row[], width = rows[0]?.length ?? 2): SecondMoments {
  const features = Array.from({ length: width }, (_, index) => String.fromCharCode(97 + index));
  const accumulator = new MomentAccumulator(features.map(() => ({ center: 0, scale: 1 })));
  const columns = [
    new Float64Array(rows.length),
    ...features.map((_, index) => Float64Array.from(rows, (row) => row[index] ?? NaN)),
  ];
  if (rows.length > 0) accumulator.add(columns, rows.length);
  const [sums] = accumulator.results();
  if (sums === undefined) throw new Error('no moments');
  return secondMoments(features, sums);
}

/** Hourly buckets of so many hours from the epoch on, each of the rows that are drawn for it. */
export function hourlyMoments(
  from: number,
  hours: number,
  rowsOf: (hour: number) => readonly Row[],
): MomentBucket[] {
  return Array.from({ length: hours }, (_, index) => ({
    start: (from + index) * HOUR,
    moments: momentsOfRows(rowsOf(from + index), 3),
  }));
}

/** Two normal numbers of this correlation, and a third by itself. */
export function normalRow(draws: Draws, correlation: number, mean = 0): Row {
  const first = draws.normal();
  const second = correlation * first + Math.sqrt(1 - correlation * correlation) * draws.normal();
  return [first + mean, second, draws.normal()];
}
