/** Neighbouring items that share one mean. */
export interface IsotonicBlock {
  /** Index of its first item. */
  readonly start: number;
  readonly weight: number;
  readonly sum: number;
}

/**
 * The ascending means that are closest to those of the items, by squares and weights: neighbours out of order are
 * pooled (Ayer et al. 1955, https://doi.org/10.1214/aoms/1177728423). Equals scikit-learn's `IsotonicRegression`.
 *
 * @param weights rows of each item; items of none join the block before them
 * @param sums sum of each item's values
 */
export function isotonicBlocks(weights: Float64Array, sums: Float64Array): IsotonicBlock[] {
  const blocks: IsotonicBlock[] = [];
  for (const [index, weight] of weights.entries()) {
    if (!(weight > 0)) continue;
    let block: IsotonicBlock = { start: index, weight, sum: sums[index] as number };
    for (let last = blocks.at(-1); last !== undefined && isAbove(last, block); last = blocks.at(-1)) {
      block = { start: last.start, weight: last.weight + block.weight, sum: last.sum + block.sum };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks;
}

/** Equal means pool, too: one block of many rows is surer than several of few. */
function isAbove(one: IsotonicBlock, other: IsotonicBlock): boolean {
  return one.sum * other.weight >= other.sum * one.weight;
}
