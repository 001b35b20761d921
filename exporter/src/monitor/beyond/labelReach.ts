/** Each look goes back so many buckets at least. */
const LEAST = 24;

/**
 * For so long after a bucket has closed labels are looked for, in milliseconds: what comes within the delay is found by the
 * widest look, which comes once in a twelfth of this or more often.
 */
export function labelHorizon(delay: number, bucket: number): number {
  const share = 2 / LEAST;
  return Math.ceil(delay / (1 - share) / bucket) * bucket;
}

/**
 * How far back to look for labels, in milliseconds: at every bucket that closes so many, at every second one twice as many, at
 * every fourth four times as many, and so on. So what came with a delay of so many times 24 buckets is found twice so many
 * buckets later at most, and a look costs a few times 24 buckets on average, however long the delay is.
 * @param before buckets that had closed at the last look, or looks that there were where none has since
 * @param horizon how far back at most
 */
export function labelReach(before: number, after: number, bucket: number, horizon: number): number {
  let times = 1;
  // the largest power of two of which a multiple lies in between
  while (
    LEAST * bucket * times < horizon &&
    Math.floor(after / (2 * times)) > Math.floor(before / (2 * times))
  )
    times *= 2;
  return Math.min(horizon, LEAST * bucket * times);
}
