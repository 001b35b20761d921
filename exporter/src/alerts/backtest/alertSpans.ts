import { severityOf } from '../../detection/verdict.js';
import type { SeverityThresholds } from '../../detection/settings.js';
import { runsWhere, type Replay, type ReplayedFeature } from './replay.js';

export const alertSeverities = ['warning', 'critical'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

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

export interface AlertRules {
  /** The thresholds of a feature. */
  readonly thresholdsOf: (feature: ReplayedFeature) => SeverityThresholds;
  /** Share of the features in drift from which the data as a whole are. */
  readonly datasetShare: number;
}

/** By bucket: 0 where no alert holds, 1 where a warning does, 2 where a critical one does too. */
type Ranks = Uint8Array;

const datasetId = (severity: AlertSeverity): string => `DriftDataset ${severity}`;
const featureId = (severity: AlertSeverity, feature: string): string => `DriftFeature ${severity} ${feature}`;

/** Ranks of a feature's alerts, while it drifts. */
function featureRanks({ active, effects }: ReplayedFeature, thresholds: SeverityThresholds): Ranks {
  return active.map((isActive, index) => (isActive === 1 ? rankOf(effects[index] as number, thresholds) : 0));
}

/** 1 in buckets in which so large a share of the features is in drift that the data as a whole are. */
export function datasetActive({ features, buckets }: Replay, share: number): Uint8Array {
  return Uint8Array.from({ length: buckets }, (_, index) => {
    let active = 0;
    for (const feature of features) active += feature.active[index] as number;
    return Number(active > 0 && active / features.length >= share);
  });
}

/** Ranks of the alert on the data as a whole: that of the worst feature in drift. */
function datasetRanks(replay: Replay, ranks: readonly Ranks[], share: number): Ranks {
  return datasetActive(replay, share).map((isActive, index) =>
    isActive === 1 ? ranks.reduce((worst, own) => Math.max(worst, own[index] as number), 0) : 0,
  );
}

/** All alerts that would have fired, by the project's rules. */
export function alertSpans(replay: Replay, { thresholdsOf, datasetShare }: AlertRules): AlertSpan[] {
  const ranks = replay.features.map((feature) => featureRanks(feature, thresholdsOf(feature)));
  const dataset = alertSeverities.map(datasetId);
  return [
    ...spansOf(replay, datasetRanks(replay, ranks, datasetShare), (severity) => ({
      id: datasetId(severity),
      mutedBy: severity === 'warning' ? [datasetId('critical')] : [],
    })),
    ...replay.features.flatMap(({ feature }, index) =>
      spansOf(replay, ranks[index] ?? new Uint8Array(), (severity) => ({
        id: featureId(severity, feature),
        feature,
        mutedBy: severity === 'warning' ? [featureId('critical', feature), ...dataset] : dataset,
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

function rankOf(effect: number, thresholds: SeverityThresholds): number {
  const severity = severityOf(effect, thresholds);
  return severity === 'critical' ? 2 : severity === 'significant' ? 1 : 0;
}
