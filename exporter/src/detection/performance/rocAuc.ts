import { cellRanks, type CellRanks } from './cellRanks.js';
import { hasBothClasses } from './hasBothClasses.js';
import { standardErrorOfMean, valueWithin } from './interval.js';
import type { ClassificationMetric } from './performanceMetric.js';

/**
 * Area under the ROC curve, by trapezoids over the cells of the score: rows of one cell tie. Equals scikit-learn's
 * where each score has a cell of its own, and else differs by at most `error_bound`. Its standard error is DeLong's
 * (1988, https://doi.org/10.2307/2531595) of the same cells.
 */
export const rocAuc: ClassificationMetric = {
  id: 'roc_auc',
  title: 'ROC AUC',
  description:
    'How well scores rank: the probability that a positive row scores above a negative one. 0.5 is chance.',
  task: 'classification',
  order: 1,
  better: 'higher',
  range: [0, 1],
  compute({ positives, labelled, rows, isExact }) {
    const negatives = labelled.map((count, cell) => count - (positives[cell] as number));
    const ranks = cellRanks(positives, negatives);
    if (ranks === undefined) return undefined;
    return {
      ...valueWithin(ranks.area, rows, delong(ranks, positives, negatives), [0, 1]),
      error_bound: isExact ? 0 : ranks.shared,
    };
  },
  estimate({ perCell, probabilities, confusion, isExact }) {
    if (!hasBothClasses(confusion)) return undefined;
    const positives = perCell.map((count, cell) => count * (probabilities[cell] as number));
    const negatives = perCell.map((count, cell) => count - (positives[cell] as number));
    const ranks = cellRanks(positives, negatives);
    if (ranks === undefined) return undefined;
    const { area, positiveRows, negativeRows, below, above, shared } = ranks;
    const pairs = positiveRows * negativeRows;
    return {
      value: area,
      // a label that turns makes one positive more and one negative less, for which all pairs are counted anew
      slope: (cell) =>
        ((below[cell] as number) - (above[cell] as number)) / pairs -
        area / positiveRows +
        area / negativeRows,
      error_bound: isExact ? 0 : shared,
    };
  },
};

/**
 * DeLong's standard error; undefined of fewer than two rows of a class. It is 0 where no pair is out of order, of
 * which few rows are no proof: so it is at least what half a row of the smaller class at the wrong end makes.
 */
function delong(ranks: CellRanks, positives: Float64Array, negatives: Float64Array): number | undefined {
  const { area, positiveRows, negativeRows, below, above } = ranks;
  const meanSquare = (placements: Float64Array, rows: Float64Array, others: number, all: number): number =>
    rows.reduce((sum, count, cell) => sum + count * ((placements[cell] as number) / others) ** 2, 0) / all;
  const ofPositives = meanSquare(below, positives, negativeRows, positiveRows);
  const ofNegatives = meanSquare(above, negatives, positiveRows, negativeRows);
  const one = standardErrorOfMean(area, ofPositives, positiveRows);
  const other = standardErrorOfMean(area, ofNegatives, negativeRows);
  if (one === undefined || other === undefined) return undefined;
  return Math.max(Math.hypot(one, other), 0.5 / Math.min(positiveRows, negativeRows));
}
