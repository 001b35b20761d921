import { Draws } from '../../support/randomness.js';
import { changed, changes, type Change } from './changes.js';
import { WARM_UP } from './falseAlarms.js';
import type { DayCounts } from './flightDays.js';
import { activations, crossings, hourlyTest, sevenDayPsi, thresholdFor } from './rules.js';
import { Stream } from './stream.js';
import { Trial, type Setting } from './trial.js';

/** Hours from the onset of a change to the first alarm, one for each run; Infinity where none came in 30 days. */
export interface Delays {
  readonly change: Change;
  readonly byRule: ReadonlyMap<string, readonly number[]>;
}

export interface Comparison {
  readonly delays: readonly Delays[];
  /** False alarms in 30 days of "PSI ≥ 0.2 over seven days", and the thresholds that bring the others to one. */
  readonly conventional: number;
  readonly thresholds: { readonly psi: number; readonly surprise: number };
}

const WATCHED = 720;
export const rules = {
  ours: 'drift_active',
  conventional: 'PSI ≥ 0.2, 7 days',
  sevenDays: 'PSI, 7 days, calibrated',
  sevenDaysOwn: 'the same, a threshold a feature',
  hourly: 'KS an hour, calibrated',
  hourlyOwn: 'the same, a threshold a feature',
} as const;

/**
 * How long each rule takes to see each change. The other rules get their thresholds in hindsight, from the streams
 * without drift themselves: one for all features at one false alarm in 30 days, and one for each feature,
 * just above all that it ever did there.
 */
export function compareRules(
  features: readonly DayCounts[],
  setting: Setting,
  { trials, days, seed }: { readonly trials: number; readonly days: number; readonly seed: number },
): Comparison {
  const draws = new Draws(seed);
  const drawn = draws.many(trials, () => new Trial(features, setting, draws));
  const quiet = drawn.flatMap((trial) => trial.streams(days + WARM_UP / 24).map(scoresOf));
  const allowed = (trials * days) / 30;
  const of = (score: 'psi' | 'surprise', feature?: string): Float64Array[] =>
    quiet.filter((entry) => feature === undefined || entry.feature === feature).map((entry) => entry[score]);
  const thresholds = {
    psi: thresholdFor(of('psi'), allowed),
    surprise: thresholdFor(of('surprise'), allowed),
  };
  const own = new Map(
    features.map(({ feature }) => [
      feature,
      { psi: largest(of('psi', feature)), surprise: largest(of('surprise', feature)) },
    ]),
  );
  const conventional = of('psi').reduce((events, scores) => events + crossings(scores, 0.2), 0) / allowed;
  const delays = changes.map((change): Delays => {
    const byRule = new Map<string, number[]>(Object.values(rules).map((rule) => [rule, []]));
    for (const trial of drawn) {
      for (const stream of trial.streams((2 * WARM_UP + WATCHED) / 24)) {
        const { feature } = stream.rows;
        const onset = 2 * WARM_UP;
        const drifting = new Stream(stream.reference, changed(stream.rows, change, onset, draws));
        const scores = scoresOf(drifting);
        const note = (rule: string, hour: number | undefined): void => {
          // what was active before is no answer to the change
          if (hour === undefined || hour >= onset)
            byRule.get(rule)?.push(hour === undefined ? Infinity : hour - onset + 1);
        };
        const first = (all: Float64Array, threshold: number): number | undefined => {
          const hour = all.findIndex((score) => score >= threshold);
          return hour < 0 ? undefined : hour + WARM_UP;
        };
        const [raised] = activations(drifting, trial.calibration, WARM_UP, true);
        note(rules.ours, raised);
        note(rules.conventional, first(scores.psi, 0.2));
        note(rules.sevenDays, first(scores.psi, thresholds.psi));
        note(rules.sevenDaysOwn, first(scores.psi, own.get(feature)?.psi ?? Infinity));
        note(rules.hourly, first(scores.surprise, thresholds.surprise));
        note(rules.hourlyOwn, first(scores.surprise, own.get(feature)?.surprise ?? Infinity));
      }
    }
    return { change, byRule };
  });
  return { delays, conventional, thresholds };
}

/** The value that a share of the runs stays at or below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

function scoresOf(stream: Stream): { feature: string; psi: Float64Array; surprise: Float64Array } {
  const hours = stream.hours - WARM_UP;
  return {
    feature: stream.rows.feature,
    psi: Float64Array.from({ length: hours }, (_, hour) => sevenDayPsi(stream, hour + WARM_UP)),
    surprise: Float64Array.from({ length: hours }, (_, hour) => hourlyTest(stream, hour + WARM_UP)),
  };
}

function largest(series: readonly Float64Array[]): number {
  const most = series.reduce((all, scores) => scores.reduce((a, b) => Math.max(a, b), all), 0);
  return most * (1 + 1e-9) + 1e-12;
}
