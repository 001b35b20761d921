import {
  alertSpans,
  datasetActive,
  type AlertRules,
  type AlertSeverity,
  type AlertSpan,
} from './alertSpans.js';
import { replayEnd, runsWhere, type Replay, type Run } from './replay.js';

/** An episode of drift that somebody was told of. It counts as one alert, however often it crossed a threshold. */
export interface ToldEpisode extends Run {
  /** Undefined for the data as a whole. */
  readonly feature?: string;
  /** The worst that was told. */
  readonly severity: AlertSeverity;
  /** When the first alert fired, milliseconds since the epoch. */
  readonly at: number;
  /** When the drift was over; Infinity where it still is at the end. */
  readonly to: number;
}

/** An alert, or a part of it. */
export type Part = Pick<AlertSpan, 'severity' | 'from' | 'to'>;

/** The episodes in which an alert fired that no alert on the data as a whole silenced, oldest first. */
export function toldEpisodes(replay: Replay, rules: AlertRules): ToldEpisode[] {
  const { ofDataset, ofFeatures } = audibleParts(alertSpans(replay, rules));
  const dataset = datasetActive(replay, rules.datasetShare);
  return [
    ...told(replay, dataset, ofDataset),
    ...replay.features.flatMap(({ feature, active }) =>
      told(replay, active, ofFeatures.get(feature) ?? []).map((episode) => ({ ...episode, feature })),
    ),
  ].sort((a, b) => a.at - b.at);
}

/** Alerts as far as none on the data as a whole silences them. */
export function audibleParts(spans: readonly AlertSpan[]): {
  readonly ofDataset: readonly Part[];
  readonly ofFeatures: ReadonlyMap<string, readonly Part[]>;
} {
  const ofDataset = spans.filter(({ feature }) => feature === undefined).sort((a, b) => a.from - b.from);
  const ofFeatures = new Map<string, Part[]>();
  for (const span of spans) {
    if (span.feature === undefined) continue;
    const parts = ofFeatures.get(span.feature) ?? [];
    ofFeatures.set(span.feature, parts);
    parts.push(...without(span, ofDataset));
  }
  return { ofDataset, ofFeatures };
}

function told(replay: Replay, active: Uint8Array, parts: readonly Part[]): ToldEpisode[] {
  const { from, bucket, buckets } = replay;
  const last = replayEnd(replay);
  return runsWhere(buckets, (index) => active[index] === 1).flatMap((run): ToldEpisode[] => {
    const [began, over] = [run.start, run.end].map((index) => from + (index + 1) * bucket) as [
      number,
      number,
    ];
    const own = parts.filter((part) => part.from >= began && part.from < Math.min(over, last));
    if (own.length === 0) return [];
    return [
      {
        severity: own.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning',
        at: Math.min(...own.map((part) => part.from)),
        to: run.end === buckets ? Infinity : over,
        ...run,
      },
    ];
  });
}

/** What is left of an alert without the times of others, which begin one after the other. */
function without({ severity, from, to }: Part, others: readonly Part[]): Part[] {
  const parts: Part[] = [];
  let at = from;
  for (const other of others) {
    if (other.to <= at || other.from >= to) continue;
    if (other.from > at) parts.push({ severity, from: at, to: other.from });
    at = Math.max(at, other.to);
  }
  if (at < to) parts.push({ severity, from: at, to });
  return parts;
}
