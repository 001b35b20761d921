import type { ExpectedOutcome } from './expectedOutcome.js';
import { standardErrorOfMean } from './interval.js';
import type { Expectation } from './performanceMetric.js';
import type { ClassificationOutcome } from './windowOutcome.js';

/** Loss of one row by its score, 0–1, and label, 0 or 1. */
export type Loss = (score: number, label: number) => number;

/**
 * The standard error of a mean loss: each labelled row counts as if its score were the mean score of its cell,
 * which is exact where each score has a cell of its own. Undefined of fewer than two rows.
 */
export function standardErrorOfLoss(outcome: ClassificationOutcome, loss: Loss): number | undefined {
  const { labelled, positives, signedErrors, rows } = outcome;
  let [sum, squares] = [0, 0];
  for (const [cell, count] of labelled.entries()) {
    if (!(count > 0)) continue;
    const positive = positives[cell] as number;
    const score = clampShare(((signedErrors[cell] as number) + positive) / count);
    const [ifPositive, ifNegative] = [loss(score, 1), loss(score, 0)];
    sum += positive * ifPositive + (count - positive) * ifNegative;
    squares += positive * ifPositive ** 2 + (count - positive) * ifNegative ** 2;
  }
  return standardErrorOfMean(sum / rows, squares / rows, rows);
}

/** The mean loss that calibrated probabilities let expect of the scores as they are. */
export function expectedLoss(expected: ExpectedOutcome, loss: Loss): Expectation {
  const { perCell, probabilities, meanScores, rows } = expected;
  const sum = perCell.reduce((sum, count, cell) => {
    if (!(count > 0)) return sum;
    const [score, probability] = [meanScores[cell] as number, probabilities[cell] as number];
    return sum + count * (probability * loss(score, 1) + (1 - probability) * loss(score, 0));
  }, 0);
  return {
    value: sum / rows,
    slope(cell) {
      const score = meanScores[cell] as number;
      return (loss(score, 1) - loss(score, 0)) / rows;
    },
  };
}

export function clampShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}
