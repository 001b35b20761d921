/** Each look goes back so many buckets at least. */
const LEAST = 24;

/**
 * How far back to look for labels, in milliseconds: the first time through the whole delay, then every second time twice as far
 * as the least, every fourth four times, and so on. So what came with so much delay is found with as much again at most per 24
 * buckets, and a look costs a few days of rows on average, however long the delay is.
 * @param look how many there were before
 */
export function labelReach(look: number, bucket: number, delay: number): number {
  if (look === 0) return delay;
  // the largest power of two that divides it
  const times = look & -look;
  return Math.min(delay, LEAST * bucket * times);
}
