import type { SeverityThresholds } from '../../detection/settings.js';

/** One feature of a replay, a number a bucket. */
export interface ReplayedFeature {
  readonly feature: string;
  /** As configured. */
  readonly thresholds: SeverityThresholds;
  /** 1 where the feature is in drift as the bucket closes. */
  readonly active: Uint8Array;
  /** The largest change since the feature began to drift, as PSI; 0 where it does not drift. */
  readonly effects: Float64Array;
  /** 1 where PSI or the p-value of Kolmogorov–Smirnov alone would have alerted. */
  readonly naive: { readonly psi: Uint8Array; readonly ks: Uint8Array };
}

/** What the monitor would have found in a stretch of the past, bucket by bucket. */
export interface Replay {
  readonly model: string;
  /** Length of a bucket in milliseconds. */
  readonly bucket: number;
  /** Start of the first judged bucket, milliseconds since the epoch. */
  readonly from: number;
  readonly buckets: number;
  readonly features: readonly ReplayedFeature[];
}

/** Where the replay ends, milliseconds since the epoch. */
export function replayEnd({ from, bucket, buckets }: Replay): number {
  return from + bucket * buckets;
}

/** A stretch of buckets by index: [start, end). */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The longest stretches of buckets that all hold. */
export function runsWhere(buckets: number, holds: (index: number) => boolean): Run[] {
  const runs: Run[] = [];
  let start: number | undefined;
  for (let index = 0; index <= buckets; index++) {
    const isHeld = index < buckets && holds(index);
    if (isHeld) start ??= index;
    else if (start !== undefined) {
      runs.push({ start, end: index });
      start = undefined;
    }
  }
  return runs;
}
