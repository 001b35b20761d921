import { Draws } from '../../support/randomness.js';
import { changed, changes, type Change } from './changes.js';
import { WARM_UP } from './falseAlarms.js';
import type { DayCounts } from './flightDays.js';
import { activations, crossings, hourlyTest, sevenDayPsi, thresholdFor } from './rules.js';
import { Stream } from './stream.js';
import { Trial, type Setting } from './trial.js';

/** One run: hours from the onset of a change to the first alarm; Infinity where none came in 30 days. */
export interface Delay {
  readonly feature: string;
  readonly rule: Rule;
  readonly change: Change;
  readonly hours: number;
}

export interface Comparison {
  readonly delays: readonly Delay[];
  /** False alarms in 30 days of "PSI ≥ 0.2 over seven days", and the thresholds that bring the others to one. */
  readonly conventional: number;
  readonly thresholds: { readonly psi: number; readonly surprise: number };
}

const WATCHED = 720;
export const rules = {
  active: 'drift_active',
  conventional: 'PSI ≥ 0.2 over 7 days',
  sevenDays: 'PSI over 7 days, one threshold',
  sevenDaysOwn: 'PSI over 7 days, one a feature',
  hourly: 'KS an hour, one threshold',
  hourlyOwn: 'KS an hour, one a feature',
} as const;
export type Rule = keyof typeof rules;

/**
 * How long each rule takes to see each change. The other rules get their thresholds in hindsight, from streams without
 * drift that they are measured on: at one false alarm in 30 days over all features, with one threshold for all, or with
 * one a feature, in proportion to the largest score in other such streams.
 */
export function compareRules(
  features: readonly DayCounts[],
  setting: Setting,
  { trials, days, seed }: { readonly trials: number; readonly days: number; readonly seed: number },
): Comparison {
  const draws = new Draws(seed);
  const drawn = draws.many(trials, () => new Trial(features, setting, draws));
  const quiet = (): Scores[] =>
    drawn.flatMap((trial) => trial.streams(days + WARM_UP / 24).map((stream) => scoresOf(stream)));
  const [seen, measured] = [quiet(), quiet()];
  const allowed = (trials * days) / 30;
  const largest = (score: ScoreName, feature: string): number => {
    const own = seen.filter((entry) => entry.feature === feature).map((entry) => entry[score]);
    return own.reduce((all, scores) => scores.reduce((a, b) => Math.max(a, b), all), 1e-9);
  };
  const scales = new Map(
    features.map(({ feature }) => [
      feature,
      { psi: largest('psi', feature), surprise: largest('surprise', feature) },
    ]),
  );
  const series = (score: ScoreName): Float64Array[] => measured.map((entry) => entry[score]);
  const scaled = (score: ScoreName): Float64Array[] =>
    measured.map((entry) => entry[score].map((value) => value / (scales.get(entry.feature)?.[score] ?? 1)));
  const thresholds = {
    psi: thresholdFor(series('psi'), allowed),
    surprise: thresholdFor(series('surprise'), allowed),
  };
  const factors = {
    psi: thresholdFor(scaled('psi'), allowed),
    surprise: thresholdFor(scaled('surprise'), allowed),
  };
  const ownThreshold = (score: ScoreName, feature: string): number =>
    factors[score] * (scales.get(feature)?.[score] ?? Infinity);
  const conventional = series('psi').reduce((events, scores) => events + crossings(scores, 0.2), 0) / allowed;
  const delays: Delay[] = [];
  for (const change of changes) {
    for (const trial of drawn) {
      for (const stream of trial.streams((2 * WARM_UP + WATCHED) / 24)) {
        const { feature } = stream.rows;
        const onset = 2 * WARM_UP;
        const drifting = new Stream(stream.reference, changed(stream.rows, change, onset, draws));
        const { psi, surprise } = scoresOf(drifting);
        const found: Record<Rule, number | undefined> = {
          active: activations(drifting, trial.calibration, WARM_UP, true)[0],
          conventional: first(psi, 0.2),
          sevenDays: first(psi, thresholds.psi),
          sevenDaysOwn: first(psi, ownThreshold('psi', feature)),
          hourly: first(surprise, thresholds.surprise),
          hourlyOwn: first(surprise, ownThreshold('surprise', feature)),
        };
        for (const rule of Object.keys(rules) as Rule[]) {
          const hour = found[rule] ?? Infinity;
          // what was active before is no answer to the change
          if (hour >= onset) delays.push({ feature, rule, change, hours: hour - onset + 1 });
        }
      }
    }
  }
  return { delays, conventional, thresholds };
}

function first(scores: Float64Array, threshold: number): number | undefined {
  const hour = scores.findIndex((score) => score >= threshold);
  return hour < 0 ? undefined : hour + WARM_UP;
}

/** The value that a share of the runs stays at or below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

interface Scores {
  readonly feature: string;
  readonly psi: Float64Array;
  readonly surprise: Float64Array;
}
type ScoreName = 'psi' | 'surprise';

function scoresOf(stream: Stream): Scores {
  const hours = stream.hours - WARM_UP;
  return {
    feature: stream.rows.feature,
    psi: Float64Array.from({ length: hours }, (_, hour) => sevenDayPsi(stream, hour + WARM_UP)),
    surprise: Float64Array.from({ length: hours }, (_, hour) => hourlyTest(stream, hour + WARM_UP)),
  };
}
