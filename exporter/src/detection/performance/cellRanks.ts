/** How the positives and negatives of ascending cells rank: what the ROC curve's area follows from. */
export interface CellRanks {
  readonly positiveRows: number;
  readonly negativeRows: number;
  /** Area under the ROC curve: the probability that a positive ranks above a negative, those in one cell half. */
  readonly area: number;
  /** Half the probability that a positive and a negative share a cell: so far the area of single rows may be off. */
  readonly shared: number;
  /** Negatives below each cell and half of its own, and positives above it and half of its own. */
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** Undefined where a class has no rows. Rows need not be whole. */
export function cellRanks(positives: Float64Array, negatives: Float64Array): CellRanks | undefined {
  const below = new Float64Array(positives.length);
  const above = new Float64Array(positives.length);
  let [positiveRows, negativeRows, ordered, tied] = [0, 0, 0, 0];
  for (const [cell, positive] of positives.entries()) {
    const negative = negatives[cell] as number;
    below[cell] = negativeRows + negative / 2;
    above[cell] = positiveRows + positive / 2;
    ordered += positive * (below[cell] as number);
    tied += positive * negative;
    positiveRows += positive;
    negativeRows += negative;
  }
  const pairs = positiveRows * negativeRows;
  if (!(pairs > 0)) return undefined;
  return {
    positiveRows,
    negativeRows,
    area: Math.min(1, ordered / pairs),
    shared: tied / pairs / 2,
    below,
    above: above.map((rows) => positiveRows - rows),
  };
}
