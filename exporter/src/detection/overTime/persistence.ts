const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Feeds fail for hours, and storms for a day: missing values count as a change once they outlast that. */
const OUTAGE = { shortest: 6 * HOUR, longest: DAY };

/** When an exceedance becomes an episode, and when that ends, over all features of a model. */
export interface Persistence {
  /** Length of a bucket, in milliseconds. */
  readonly bucket: number;
  /** The largest p-value that raises an alarm: what the budget leaves for each feature and bucket. */
  readonly evidence: number;
  /** How long values must exceed beyond the first bucket, in milliseconds. */
  readonly confirm: number;
  /**
   * How long missing values must exceed, in milliseconds, beyond the length of the window: twice that within these
   * bounds, and not less than the length.
   */
  readonly outage: { readonly shortest: number; readonly longest: number };
  /** So long without a sign, in milliseconds, and as long as the shortest window that showed it, ends an episode. */
  readonly clearAfter: number;
}

/** @param shortest length of the shortest window, in milliseconds */
export function persistenceOf(bucket: number, shortest: number, evidence: number): Persistence {
  return {
    bucket,
    evidence,
    confirm: Math.max(bucket, Math.min(HOUR, shortest)),
    outage: { shortest: Math.max(bucket, OUTAGE.shortest), longest: Math.max(bucket, OUTAGE.longest) },
    clearAfter: Math.max(bucket, DAY),
  };
}

/** In how many buckets in a row a window must exceed its limit, those without a verdict left out. */
export function bucketsNeeded(of: 'values' | 'missing', length: number, rule: Persistence): number {
  const { bucket, confirm, outage } = rule;
  // a window remembers an outage for as long as it is long itself
  const lasting = Math.max(outage.shortest, Math.min(outage.longest, 2 * length), length);
  return Math.ceil((of === 'values' ? bucket + confirm : length + lasting) / bucket);
}
