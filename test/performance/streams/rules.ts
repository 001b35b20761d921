import { nextActivity, type Activity } from '../../../exporter/src/detection/overTime/activity.js';
import type { Calibration } from '../../../exporter/src/detection/overTime/calibrate.js';
import { cellScore, missingScore } from '../../../exporter/src/detection/overTime/cellScore.js';
import { exceeds } from '../../../exporter/src/detection/overTime/exceeds.js';
import { defaultDetection } from '../../../exporter/src/detection/settings.js';
import { presentRows, psiCounts } from '../../../exporter/src/profile/profile.js';
import { pearsonChiSquared } from '../../../exporter/src/statistics/chiSquared.js';
import { gridKolmogorovSmirnov } from '../../../exporter/src/statistics/gridKolmogorovSmirnov.js';
import { HOUR, windows, type Stream } from './stream.js';

const { minRows } = defaultDetection;

/** The hours in which `drift_active` becomes 1, from an hour on that has a week before it. */
export function activations(stream: Stream, calibration: Calibration, from: number, first = false): number[] {
  const limits = calibration.features[stream.rows.feature] ?? {};
  const raised: number[] = [];
  let activity: Activity | undefined;
  for (let hour = from; hour < stream.hours; hour++) {
    const at = (hour + 1) * HOUR;
    const steps = windows.map((length) => ({
      length: length * HOUR,
      ...exceeds(
        stream.window(hour, length),
        limits[length * HOUR],
        defaultDetection,
        calibration.persistence,
      ),
    }));
    const next = nextActivity(activity, { at, windows: steps }, calibration.persistence);
    if (next.active && activity?.active !== true) {
      raised.push(hour);
      if (first) return raised;
    }
    activity = next;
  }
  return raised;
}

/** PSI over seven days, of values or of missing values. */
export function sevenDayPsi(stream: Stream, hour: number): number {
  const { reference, current } = stream.window(hour, 168);
  const values = cellScore(psiCounts(reference), psiCounts(current));
  const missing = missingScore(
    { missing: reference.missing, present: values.referenceRows },
    { missing: current.missing, present: values.currentRows },
  );
  return Math.max(values.psi, missing.psi);
}

/**
 * The logarithm, negated, of the p-value of one hour against the same hours: of Kolmogorov–Smirnov's test of numbers, of
 * Pearson's of categories, and of Pearson's of missing values; 0 with too few rows.
 */
export function hourlyTest(stream: Stream, hour: number): number {
  const comparison = stream.window(hour, 1);
  const { reference, current } = comparison;
  if (Math.min(reference.rows, current.rows) < minRows) return 0;
  const [n, m] = [presentRows(reference), presentRows(current)];
  const missing = pearsonChiSquared([n, reference.missing], [m, current.missing])?.p_value ?? 1;
  const surprise = -Math.log(Math.max(missing, 1e-300));
  if (Math.min(n, m) < minRows) return surprise;
  if (stream.rows.isNumeric) {
    const { statistic = 0 } = gridKolmogorovSmirnov(comparison) ?? {};
    return Math.max(surprise, ((2 * n * m) / (n + m)) * statistic ** 2 - Math.LN2);
  }
  const values = pearsonChiSquared(psiCounts(reference), psiCounts(current))?.p_value ?? 1;
  return Math.max(surprise, -Math.log(Math.max(values, 1e-300)));
}

/** How often scores cross a threshold after a day below it. */
export function crossings(scores: ArrayLike<number>, threshold: number): number {
  let events = 0;
  let last = -Infinity;
  for (let hour = 0; hour < scores.length; hour++) {
    if ((scores[hour] as number) < threshold) continue;
    if (hour - last > 24) events++;
    last = hour;
  }
  return events;
}

/** The lowest threshold that all series together cross at most so often. */
export function thresholdFor(series: readonly ArrayLike<number>[], most: number): number {
  let low = 0;
  let high = 1e6;
  for (let step = 0; step < 60; step++) {
    const middle = low === 0 ? (high > 1e-3 ? high / 10 : 0) : Math.sqrt(low * high);
    const events = series.reduce((sum, scores) => sum + crossings(scores, middle), 0);
    if (events > most) low = middle;
    else high = middle;
    if (middle === 0) break;
  }
  return high;
}
