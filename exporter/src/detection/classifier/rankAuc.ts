/** Midranks of scores, from 1 on. */
export function midranks(scores: readonly number[]): Float64Array {
  const order = Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const ranks = new Float64Array(scores.length);
  for (let start = 0; start < order.length;) {
    const value = scores[order[start] as number];
    let end = start + 1;
    while (end < order.length && scores[order[end] as number] === value) end++;
    for (let place = start; place < end; place++) ranks[order[place] as number] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/**
 * The area under the ROC curve from the ranks of the positive rows, a tie counting half
 * (https://en.wikipedia.org/wiki/Mann–Whitney_U_test#Area-under-curve_(AUC)_statistic_for_ROC_curves).
 */
export function aucOfRanks(sum: number, positives: number, negatives: number): number {
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
