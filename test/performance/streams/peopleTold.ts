import { alertSpans } from '../../../exporter/src/alerts/backtest/alertSpans.js';
import { grouped } from '../../../exporter/src/alerts/backtest/backtestResult.js';
import { naiveAlerts, naiveRules } from '../../../exporter/src/alerts/backtest/naiveAlerts.js';
import { notificationsOf, type Firing } from '../../../exporter/src/alerts/backtest/notifications.js';
import {
  replayEnd,
  type Replay,
  type ReplayedFeature,
} from '../../../exporter/src/alerts/backtest/replay.js';
import { toldEpisodes } from '../../../exporter/src/alerts/backtest/toldEpisodes.js';
import { Draws } from '../../support/randomness.js';
import { WARM_UP } from './falseAlarms.js';
import type { DayCounts } from './flightDays.js';
import { streamReplay } from './streamReplay.js';
import { Trial, type Setting } from './trial.js';

export const measures = {
  dataset: 'dataset alerts',
  alerts: 'alerts',
  messages: 'messages',
  psi: `messages, ${naiveRules.psi.title}`,
  psiOrKs: `messages, ${naiveRules.psi_or_ks.title}`,
} as const;
export type Measure = keyof typeof measures;

/** What people are told in 30 days, and between what 95 % of resampled stretches lie. */
export type Told = Readonly<
  Record<Measure, { readonly mean: number; readonly interval: readonly [number, number] }>
>;

const DAY = 86_400_000;
const timing = { groupWait: 30_000, groupInterval: 300_000, repeatInterval: DAY };
/** A stretch of time in which events are counted together, since they come in runs. */
const BLOCK = 30 * DAY;
const rules = { datasetShare: 0.5, thresholdsOf: ({ thresholds }: ReplayedFeature) => thresholds };

/** What people would have been told in streams without drift. */
export function toldOfStreams(
  features: readonly DayCounts[],
  setting: Setting,
  { trials, days, seed }: { readonly trials: number; readonly days: number; readonly seed: number },
): Told {
  const draws = new Draws(seed);
  // stretches of a trial have its reference in common, and count as one
  const counted = draws.many(trials, () => {
    const trial = new Trial(features, setting, draws);
    const blocks = eventsByBlock(streamReplay(trial.streams(days + WARM_UP / 24), trial.calibration));
    return meanOf(blocks);
  });
  return summary(counted, draws);
}

/** What people would have been told in a replayed history; its stretches of 30 days are resampled. */
export function toldOfHistory(replay: Replay, seed: number): Told {
  return summary(eventsByBlock(replay), new Draws(seed));
}

type Counts = Record<Measure, number>;

/** Events in each whole stretch of 30 days. */
function eventsByBlock(replay: Replay): Counts[] {
  const end = replayEnd(replay);
  const sent = (firings: readonly Firing[]) => notificationsOf(firings, timing, end).map(({ at }) => at);
  const told = toldEpisodes(replay, rules);
  const times: Record<Measure, readonly number[]> = {
    dataset: told.filter(({ feature }) => feature === undefined).map(({ at }) => at),
    alerts: told.map(({ at }) => at),
    messages: sent(grouped(alertSpans(replay, rules))),
    psi: sent(naiveAlerts(replay, 'psi')),
    psiOrKs: sent(naiveAlerts(replay, 'psi_or_ks')),
  };
  return Array.from({ length: Math.floor((end - replay.from) / BLOCK) }, (_, block) => {
    const start = replay.from + block * BLOCK;
    return everyMeasure((measure) => times[measure].filter((at) => at >= start && at < start + BLOCK).length);
  });
}

function summary(counted: readonly Counts[], draws: Draws): Told {
  const resampled = draws
    .many(2_000, () => draws.many(counted.length, () => counted[draws.below(counted.length)] as Counts))
    .map(meanOf);
  return everyMeasure((measure) => {
    const sorted = resampled.map((counts) => counts[measure]).sort((a, b) => a - b);
    return {
      mean: meanOf(counted)[measure],
      interval: [sorted[50] ?? NaN, sorted[1_949] ?? NaN] as const,
    };
  });
}

function meanOf(counts: readonly Counts[]): Counts {
  return everyMeasure(
    (measure) => counts.reduce((sum, one) => sum + one[measure], 0) / Math.max(1, counts.length),
  );
}

function everyMeasure<Value>(value: (measure: Measure) => Value): Record<Measure, Value> {
  const names = Object.keys(measures) as Measure[];
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Measure, Value>;
}
