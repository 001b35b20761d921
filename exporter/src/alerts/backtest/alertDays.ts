import type { AlertSeverity } from '../../config/quietHours.js';
import type { AlertSpan } from './alertSpans.js';
import { replayEnd, type Replay } from './replay.js';
import { audibleParts, type ToldEpisode } from './toldEpisodes.js';

/** The alerts of one day. */
export interface AlertDay {
  /** Of UTC, such as `2013-05-01`. */
  readonly day: string;
  /** Null for the data as a whole. */
  readonly feature: string | null;
  /** The worst that fired. */
  readonly severity: AlertSeverity;
  /** How many alerts began on it. */
  readonly began: number;
}

const DAY = 86_400_000;

/** Days on which alerts fired, feature by feature; what another alert has silenced is left out. */
export function alertDays(
  replay: Replay,
  spans: readonly AlertSpan[],
  told: readonly ToldEpisode[],
): AlertDay[] {
  const end = replayEnd(replay);
  const parts = audibleParts(spans);
  const daysOf = (feature?: string): AlertDay[] => {
    const worst = new Map<number, AlertSeverity>();
    for (const { severity, from, to } of parts.get(feature) ?? []) {
      if (from >= end) continue;
      for (let day = dayOf(from); day * DAY < Math.min(to, end); day++) {
        if (worst.get(day) !== 'critical') worst.set(day, severity);
      }
    }
    const began = told.filter((episode) => episode.feature === feature).map(({ at }) => dayOf(at));
    return [...worst]
      .sort(([a], [b]) => a - b)
      .map(([day, severity]) => ({
        day: new Date(day * DAY).toISOString().slice(0, 10),
        feature: feature ?? null,
        severity,
        began: began.filter((start) => start === day).length,
      }));
  };
  return [...daysOf(), ...replay.features.flatMap(({ feature }) => daysOf(feature))];
}

function dayOf(time: number): number {
  return Math.floor(time / DAY);
}
