/**
 * Normalised discounted cumulative gain (NDCG) of an order against importances: how good an order of features by `scores` is
 * for somebody who reads from the top, where `gains` says what each is worth; 1 where it is the best order
 * (https://en.wikipedia.org/wiki/Discounted_cumulative_gain). Equals scikit-learn's `ndcg_score`, ties averaged.
 *
 * @param gains not negative
 * @returns undefined with fewer than two features, or where all gains are zero
 */
export function normalizedGain(gains: readonly number[], scores: readonly number[]): number | undefined {
  if (gains.length < 2) return undefined;
  const ideal = discounted(gains, gains);
  return ideal > 0 ? discounted(gains, scores) / ideal : undefined;
}

/** Features with the same score take the mean of their gains, at each of their places. */
function discounted(gains: readonly number[], scores: readonly number[]): number {
  const groups = new Map<number, { gain: number; size: number }>();
  for (const [index, score] of scores.entries()) {
    const group = groups.get(score) ?? { gain: 0, size: 0 };
    groups.set(score, { gain: group.gain + (gains[index] ?? 0), size: group.size + 1 });
  }
  let place = 0;
  let sum = 0;
  for (const [, { gain, size }] of [...groups].sort(([a], [b]) => b - a)) {
    for (const end = place + size; place < end; place++) sum += gain / size / Math.log2(place + 2);
  }
  return sum;
}
