/** How seldom quiet features reach a score: rates fall as logits rise. */
export interface AlarmCurve {
  /** Ascending. */
  readonly logits: readonly number[];
  /** Events of one feature in one day. */
  readonly rates: readonly number[];
}

/** Scores within so many buckets of a higher one are the same event. */
export const EVENT = 24;
const MOST_KNOTS = 30;

/**
 * @param peaks the scores of the events of all quiet streams together
 * @param featureDays how many days of how many features they come from
 */
export function alarmCurve(peaks: readonly number[], featureDays: number): AlarmCurve {
  const sorted = [...peaks].sort((a, b) => b - a);
  const knots = new Set<number>();
  for (
    let rank = 0;
    knots.size < MOST_KNOTS && rank < sorted.length;
    rank = Math.max(rank + 1, Math.floor(rank * 1.3))
  ) {
    knots.add(rank);
  }
  const places = Array.from(knots).sort((a, b) => b - a);
  return {
    logits: places.map((rank) => sorted[rank] as number),
    rates: places.map((rank) => (rank + 1) / featureDays),
  };
}

/**
 * The score that quiet features reach so seldom: between knots, and beyond the last, as rates of an exponential tail.
 * @param rate events of one feature in one day that are allowed
 */
export function alarmLogit({ logits, rates }: AlarmCurve, rate: number): number {
  const above = rates.findIndex((own) => own <= rate);
  const last = above < 0 ? logits.length - 1 : Math.max(1, above);
  const [high = 0, low = high] = [logits[last], logits[Math.max(0, last - 1)]];
  const [rare = rate, often = rare] = [rates[last], rates[Math.max(0, last - 1)]];
  const slope = above < 0 ? tailSlope(logits, rates) : (high - low) / Math.max(1e-9, Math.log(often / rare));
  return high + slope * Math.log(rare / rate);
}

/** Of the rarer half of the knots, where single ones say little. */
function tailSlope(logits: readonly number[], rates: readonly number[]): number {
  const half = Math.floor(logits.length / 2);
  const [first = 0, last = 0] = [logits[half], logits.at(-1)];
  const [often = 1, rare = 1] = [rates[half], rates.at(-1)];
  return often > rare ? Math.max(0, last - first) / Math.log(often / rare) : 0;
}

/** The highest of each event's scores: greedy, the highest first. */
export function peaksOf(scores: readonly { readonly bucket: number; readonly logit: number }[]): number[] {
  const taken: number[] = [];
  const peaks: number[] = [];
  for (const { bucket, logit } of [...scores].sort((a, b) => b.logit - a.logit)) {
    if (taken.some((other) => Math.abs(other - bucket) < EVENT)) continue;
    taken.push(bucket);
    peaks.push(logit);
  }
  return peaks;
}
