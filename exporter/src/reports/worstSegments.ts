import type { FeatureResult } from '../detection/result.js';
import { effect, severityRank, type ModelReport } from './models.js';

/** A segment in which a feature has drifted, with the window and feature that tell most of it. */
export interface WorstSegment {
  readonly segment: string;
  readonly window: string;
  readonly result: FeatureResult;
}

export interface SegmentOverview {
  /** How many there are. */
  readonly segments: number;
  /** In how many a feature has drifted beyond a threshold. */
  readonly drifted: number;
  /** Of those the worst, the most severe first. */
  readonly worst: readonly WorstSegment[];
}

/** What a reader should know of a model's segments; undefined where it has none. */
export function worstSegments({ windows }: ModelReport, most: number): SegmentOverview | undefined {
  const names = new Set<string>();
  const worst = new Map<string, WorstSegment>();
  for (const { name: window, outcome } of windows) {
    for (const { segment, features } of outcome.result.segments ?? []) {
      names.add(segment);
      for (const result of features) {
        const known = worst.get(segment);
        const found = { segment, window, result };
        if (severityRank(result.severity) > 0 && (known === undefined || compare(found, known) < 0)) {
          worst.set(segment, found);
        }
      }
    }
  }
  if (names.size === 0) return undefined;
  return {
    segments: names.size,
    drifted: worst.size,
    worst: [...worst.values()].sort(compare).slice(0, most),
  };
}

function compare({ result: a }: WorstSegment, { result: b }: WorstSegment): number {
  const severity = severityRank(b.severity) - severityRank(a.severity);
  return severity === 0 ? (effect(b)?.value ?? 0) - (effect(a)?.value ?? 0) : severity;
}

/** How many segments have drifted, without a full stop. */
export function segmentHeadline({ segments, drifted }: SegmentOverview): string {
  const all = `${segments} segment${segments === 1 ? '' : 's'}`;
  return drifted === 0
    ? `In none of ${all} has a feature drifted beyond a threshold`
    : `In ${drifted} of ${all} a feature has drifted beyond a threshold`;
}
