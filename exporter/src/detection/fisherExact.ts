/** Below it a weight cannot shrink for long: the smallest double times .9 is the smallest double. */
const VANISHED = 1e-300;
/** A weight that is smaller than its tail by so much no longer changes it, and all that follow are smaller still. */
const NEGLIGIBLE = 1e-20;

/**
 * Fisher's exact test of whether a share is the same on both sides: the probability, given how many of all rows have
 * the property, of as uneven a split by chance (https://en.wikipedia.org/wiki/Fisher%27s_exact_test). Two-sided as
 * twice the smaller tail. Holds for any number of rows, where chi-squared promises too much of a rare property.
 *
 * The weights of the hypergeometric distribution are walked from the mode outwards, to what was found and on until they
 * no longer count: some forty standard deviations at most, which makes probabilities below 1e-300 zero.
 *
 * @param reference how many rows of that side have the property, and how many rows it has
 */
export function fisherExact(
  reference: { readonly hits: number; readonly rows: number },
  current: { readonly hits: number; readonly rows: number },
): number {
  const hits = reference.hits + current.hits;
  if (hits === 0) return 1;
  const lowest = Math.max(0, hits - reference.rows);
  const highest = Math.min(hits, current.rows);
  /** Weight of one hit more on the current side, over the weight of so many. */
  const ratio = (count: number): number =>
    ((hits - count) / (count + 1)) * ((current.rows - count) / (reference.rows - hits + count + 1));
  const expected = ((hits + 1) * (current.rows + 1)) / (reference.rows + current.rows + 2);
  const mode = Math.min(highest, Math.max(lowest, Math.floor(expected)));
  let all = 0;
  let atMost = 0;
  let atLeast = 0;
  for (let count = mode, weight = 1; count <= highest && weight > VANISHED; weight *= ratio(count++)) {
    all += weight;
    if (count <= current.hits) atMost += weight;
    if (count < current.hits) continue;
    atLeast += weight;
    if (weight < NEGLIGIBLE * atLeast) break;
  }
  for (let count = mode - 1, weight = 1; count >= lowest; count--) {
    weight /= ratio(count);
    if (weight < VANISHED) break;
    all += weight;
    if (count >= current.hits) atLeast += weight;
    if (count > current.hits) continue;
    atMost += weight;
    if (weight < NEGLIGIBLE * atMost) break;
  }
  return Math.min(1, (2 * Math.min(atMost, atLeast)) / all);
}
