import { isBinary, type JointTable } from '../attribution/jointTable.js';

export interface MutualInformation {
  /** Nats, as counted, without correction. */
  readonly information: number;
  /** Nats, less what so many cells and classes bring by chance; not below 0. */
  readonly corrected: number;
  /** `information` over the mean of both entropies, 0–1: scikit-learn's `normalized_mutual_info_score`. */
  readonly normalized: number;
  /** `corrected` over the entropy of the outcome, 0–1: the share of what is unknown about it that the feature tells. */
  readonly uncertainty: number;
}

/**
 * Mutual information of a feature's cells and an outcome of zeros and ones
 * (https://en.wikipedia.org/wiki/Mutual_information), with two normalisations.
 *
 * `normalized` is the field's: 2 I / (H(cells) + H(outcome)), arithmetic. `uncertainty` is Theil's coefficient I / H(outcome)
 * (https://en.wikipedia.org/wiki/Uncertainty_coefficient), and what importance is taken from: the arithmetic one divides by the entropy of
 * the cells, too, so that of a score and the decision taken from it, which says less, the decision would come out as more important. Chance
 * alone brings (cells − 1)(classes − 1) / 2n nats (Miller and Madow), which is taken off there.
 *
 * @returns undefined where the outcome is not of zeros and ones, or has one class only
 */
export function mutualInformation(table: JointTable): MutualInformation | undefined {
  const { rows, sums, total } = table;
  if (!isBinary(table) || !(total.sum > 0 && total.sum < total.rows)) return undefined;
  const n = total.rows;
  let information = 0;
  let cellEntropy = 0;
  let cells = 0;
  for (const [cell, count] of rows.entries()) {
    if (count === 0) continue;
    cells++;
    cellEntropy -= (count / n) * Math.log(count / n);
    const hits = sums[cell] as number;
    information += term(hits, count, total.sum, n) + term(count - hits, count, n - total.sum, n);
  }
  information = Math.max(0, information);
  const entropy = -term(total.sum, n, n, n) - term(n - total.sum, n, n, n);
  const corrected = Math.max(0, information - (cells - 1) / (2 * n));
  return {
    information,
    corrected,
    normalized: Math.min(1, (2 * information) / (cellEntropy + entropy)),
    uncertainty: Math.min(1, corrected / entropy),
  };
}

/** Rows of a cell and a class, of all rows n: (x / n) ln(x n / (cell · class)). */
function term(both: number, cell: number, ofClass: number, n: number): number {
  return both > 0 ? (both / n) * Math.log((both / cell) * (n / ofClass)) : 0;
}
