/**
 * Spearman's rank correlation, −1 to 1: whether two rows of numbers are in the same order, ties taking their mean rank
 * (https://en.wikipedia.org/wiki/Spearman%27s_rank_correlation_coefficient). Equals SciPy's `spearmanr`.
 *
 * @returns undefined where a side does not vary
 */
export function spearman(one: readonly number[], other: readonly number[]): number | undefined {
  const [a, b] = [centredRanks(one), centredRanks(other)];
  const product = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  const scale = Math.sqrt(product(a, a) * product(b, b));
  return scale > 0 ? Math.max(-1, Math.min(1, product(a, b) / scale)) : undefined;
}

/** Ranks less their mean. */
function centredRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks: number[] = [];
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    for (let place = start; place < end; place++) {
      ranks[order[place] as number] = (start + end - 1) / 2 - (order.length - 1) / 2;
    }
    start = end;
  }
  return ranks;
}
