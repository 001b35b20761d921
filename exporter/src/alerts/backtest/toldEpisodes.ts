import { alertSeverities, type AlertSeverity } from '../../config/quietHours.js';
import { alertRanks, type AlertRules, type Ranks } from './alertRanks.js';
import { alertSpans, type AlertSpan } from './alertSpans.js';
import { groupedBy } from './notifications.js';
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

/** The episodes in which an alert of their own fired that no other silenced, oldest first. */
export function toldEpisodes(replay: Replay, rules: AlertRules): ToldEpisode[] {
  const { dataset, ofDataset, ofFeatures } = alertRanks(replay, rules);
  const parts = audibleParts(alertSpans(replay, rules));
  return [
    ...told(replay, dataset, ofDataset, parts.get(undefined)),
    ...replay.features.flatMap(({ feature, active }, index) =>
      told(replay, active, ofFeatures[index] ?? new Uint8Array(), parts.get(feature)).map((episode) => ({
        ...episode,
        feature,
      })),
    ),
  ].sort((a, b) => a.at - b.at);
}

/** Alerts as far as no other silences them, by feature; undefined for the data as a whole. */
export function audibleParts(
  spans: readonly AlertSpan[],
): ReadonlyMap<AlertSpan['feature'], readonly Part[]> {
  const byId = groupedBy(spans, ({ id }) => id);
  const byFeature = groupedBy(spans, ({ feature }) => feature);
  return new Map(
    Array.from(byFeature, ([feature, own]) => [
      feature,
      own.flatMap((span) =>
        without(
          span,
          span.mutedBy.flatMap((id) => byId.get(id) ?? []).sort((a, b) => a.from - b.from),
        ),
      ),
    ]),
  );
}

function told(replay: Replay, active: Uint8Array, ranks: Ranks, parts: readonly Part[] = []): ToldEpisode[] {
  const { from, bucket, buckets } = replay;
  const last = replayEnd(replay);
  return runsWhere(buckets, (index) => active[index] === 1).flatMap((run): ToldEpisode[] => {
    const [began, over] = [run.start, run.end].map((index) => from + (index + 1) * bucket) as [
      number,
      number,
    ];
    const rank = ranks.subarray(run.start, run.end).reduce((most, one) => Math.max(most, one), 0);
    const own = parts.filter(
      (part) =>
        part.from >= began &&
        part.from < Math.min(over, last) &&
        // not what an episode before it still says
        alertSeverities.indexOf(part.severity) < rank,
    );
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
