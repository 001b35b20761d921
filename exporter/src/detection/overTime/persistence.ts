const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Feeds fail for hours: missing values count as a change once they outlast that. */
const OUTAGE = 6 * HOUR;

/** What lasts for so many lengths of a window, and so long at least, need not be as far beyond. */
const LASTING = { lengths: 4, shortest: 3 * DAY };

/** When an exceedance becomes an episode, and when that ends, over all features of a model. */
export interface Persistence {
  /** Length of a bucket, in milliseconds. */
  readonly bucket: number;
  /** The largest p-value that raises an alarm: what the budget leaves for each feature and bucket. */
  readonly evidence: number;
  /** How long values must exceed beyond the first bucket, in milliseconds. */
  readonly confirm: number;
  /** How long an outage lasts that is no change yet, in milliseconds. */
  readonly outage: number;
  /** How long there must be no sign of a change for its episode to end, in milliseconds, at least and at most. */
  readonly clearAfter: number;
  readonly clearWithin: number;
}

/** @param shortest length of the shortest window, in milliseconds */
export function persistenceOf(bucket: number, shortest: number, evidence: number): Persistence {
  return {
    bucket,
    evidence,
    confirm: Math.max(bucket, Math.min(HOUR, shortest)),
    outage: Math.max(bucket, OUTAGE),
    clearAfter: Math.max(bucket, DAY),
    clearWithin: Math.max(bucket, 7 * DAY),
  };
}

/** In how many buckets in a row values must exceed the limit of a window, those without a verdict left out. */
export function bucketsOfValues({ bucket, confirm }: Persistence): number {
  return Math.ceil((bucket + confirm) / bucket);
}

/**
 * In how many buckets in a row missing values must exceed the limit of a window while the next shorter window does not
 * contradict: longer than both remember an outage.
 *
 * @param shorter length of that window in milliseconds; undefined where there is none
 */
export function bucketsOfMissing(
  length: number,
  shorter: number | undefined,
  { bucket, outage }: Persistence,
): number {
  const memory = shorter === undefined ? length : 2 * shorter;
  return Math.ceil((outage + 2 * Math.min(length, OUTAGE) + memory) / bucket);
}

/** In how many buckets in a row a window must be beyond all that the reference's own windows ever did. */
export function bucketsOfLasting(length: number, { bucket }: Persistence): number {
  return Math.ceil(Math.max(LASTING.lengths * length, LASTING.shortest) / bucket);
}

/** A fifth of how long an episode has lasted: what has lasted for months is not over after one day. */
const QUIET_SHARE = 1 / 5;

/** How long an episode must show no sign to be over, in milliseconds. */
export function quietNeeded(duration: number, horizon: number, { clearWithin }: Persistence): number {
  return Math.max(horizon, Math.min(clearWithin, QUIET_SHARE * duration));
}
