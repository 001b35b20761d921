import { Draws } from '../../support/randomness.js';
import type { DayCounts } from './flightDays.js';
import { activations } from './rules.js';
import { Trial, type Setting } from './trial.js';

/** A window of a week is full from here on. */
export const WARM_UP = 168;
/** Activations of several features within so many hours are one incident. */
const INCIDENT = 48;

export interface FalseAlarms {
  /** In 30 days, over all features. */
  readonly alarms: number;
  /** 95 % of resampled trials lie between. */
  readonly interval: readonly [number, number];
  readonly incidents: number;
  readonly days: number;
}

/** How often `drift_active` becomes 1 in streams without drift. */
export function falseAlarms(
  features: readonly DayCounts[],
  setting: Setting,
  { trials, days, seed }: { readonly trials: number; readonly days: number; readonly seed: number },
): FalseAlarms {
  const draws = new Draws(seed);
  const counts: number[] = [];
  let incidents = 0;
  for (let trial = 0; trial < trials; trial++) {
    const drawn = new Trial(features, setting, draws);
    const raised = drawn
      .streams(days + WARM_UP / 24)
      .flatMap((stream) => activations(stream, drawn.calibration, WARM_UP));
    counts.push(raised.length);
    incidents += incidentsOf(raised);
  }
  const scale = 30 / days;
  const resampled = draws
    .many(2_000, () => draws.many(trials, () => counts[draws.below(trials)] ?? 0))
    .map((some) => (scale * sum(some)) / trials)
    .sort((a, b) => a - b);
  return {
    alarms: (scale * sum(counts)) / trials,
    interval: [resampled[50] ?? NaN, resampled[1_949] ?? NaN],
    incidents: (scale * incidents) / trials,
    days: trials * days,
  };
}

function incidentsOf(hours: readonly number[]): number {
  const sorted = [...hours].sort((a, b) => a - b);
  return sorted.filter((hour, index) => index === 0 || hour - (sorted[index - 1] as number) > INCIDENT)
    .length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
