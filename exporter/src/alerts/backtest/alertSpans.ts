import { alertSeverities, type AlertSeverity } from '../../config/quietHours.js';
import { alertRanks, type AlertRules, type Ranks } from './alertRanks.js';
import { runsWhere, type Replay } from './replay.js';

/** What the alert rules say, in milliseconds: how long a condition holds before its alert fires, and how long that goes on. */
export const ruleTimes = {
  for: { warning: 600_000, critical: 60_000 },
  keepFiringFor: 15 * 60_000,
} as const;

/** One alert while it fires. */
export interface AlertSpan {
  /** What makes it the same alert when it fires again. */
  readonly id: string;
  readonly severity: AlertSeverity;
  /** Undefined for the alert on the data as a whole. */
  readonly feature?: string;
  /** Milliseconds since the epoch; Infinity where it still fires at the end. */
  readonly from: number;
  readonly to: number;
  /** Alerts that silence it while they fire. */
  readonly mutedBy: readonly string[];
}

const datasetId = (severity: AlertSeverity): string => `DriftDataset ${severity}`;
const featureId = (severity: AlertSeverity, feature: string): string => `DriftFeature ${severity} ${feature}`;

/** All alerts that would have fired, by the project's rules, and Alertmanager's inhibition of them. */
export function alertSpans(replay: Replay, rules: AlertRules): AlertSpan[] {
  const { ofDataset, ofFeatures } = alertRanks(replay, rules);
  return [
    ...spansOf(replay, ofDataset, (severity) => ({
      id: datasetId(severity),
      mutedBy: severity === 'warning' ? [datasetId('critical')] : [],
    })),
    ...replay.features.flatMap(({ feature }, index) =>
      spansOf(replay, ofFeatures[index] ?? new Uint8Array(), (severity) => ({
        id: featureId(severity, feature),
        feature,
        mutedBy: [...(severity === 'warning' ? [featureId('critical', feature)] : []), datasetId(severity)],
      })),
    ),
  ];
}

/** A bucket's verdict is there when it closes, and holds until the next closes. */
function spansOf(
  { from, bucket, buckets }: Replay,
  ranks: Ranks,
  named: (severity: AlertSeverity) => Pick<AlertSpan, 'id' | 'feature' | 'mutedBy'>,
): AlertSpan[] {
  return alertSeverities.flatMap((severity, rank) => {
    const spans: { from: number; to: number }[] = [];
    for (const { start, end } of runsWhere(buckets, (at) => (ranks[at] as number) > rank)) {
      const began = from + (start + 1) * bucket;
      const over = end === buckets ? Infinity : from + (end + 1) * bucket;
      const to = over + ruleTimes.keepFiringFor;
      const last = spans.at(-1);
      // what still fires goes on
      if (last !== undefined && began <= last.to) last.to = to;
      else if (over - began > ruleTimes.for[severity])
        spans.push({ from: began + ruleTimes.for[severity], to });
    }
    return spans.map((span) => ({ ...named(severity), severity, ...span }));
  });
}
