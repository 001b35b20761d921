import { clampShare } from './cellLoss.js';
import { blockOfCell, calibratedCells, type ScoreCalibration } from './scoreCalibration.js';
import type { ClassificationOutcome, Confusion } from './windowOutcome.js';

/** What a window's scores let expect of its labels. */
export interface ExpectedOutcome {
  /** Rows of each cell, and all. */
  readonly perCell: Float64Array;
  readonly rows: number;
  /** Rows of each cell that are decided to be positive. */
  readonly decided: Float64Array;
  /** Of the positive class, for a row of each cell. */
  readonly probabilities: Float64Array;
  readonly meanScores: Float64Array;
  /** Of rows that need not be whole. */
  readonly confusion: Confusion;
  readonly isExact: boolean;
}

/** Whose labels are to be expected: all rows with a score, or those that have one, to compare with it. */
export type ExpectedRows = 'scored' | 'labelled';

export function expectedOutcome(
  calibration: ScoreCalibration,
  outcome: ClassificationOutcome,
  of: ExpectedRows = 'scored',
): ExpectedOutcome {
  const { isExact } = outcome;
  const perCell = of === 'scored' ? outcome.scored : outcome.labelled;
  const decided = of === 'scored' ? outcome.decided : outcome.predicted;
  const scores = of === 'scored' ? outcome.scores : scoresOfLabelled(outcome);
  const meanScores = scores.map((sum, cell) => {
    const count = perCell[cell] as number;
    return count > 0 ? clampShare(sum / count) : 0;
  });
  const probabilities =
    calibration.method === 'none' ? meanScores : calibratedCells(calibration.blocks, perCell.length);
  let [rows, truePositive, falsePositive, falseNegative] = [0, 0, 0, 0];
  for (const [cell, count] of perCell.entries()) {
    const [probability, positive] = [probabilities[cell] as number, decided[cell] as number];
    rows += count;
    truePositive += positive * probability;
    falsePositive += positive * (1 - probability);
    falseNegative += (count - positive) * probability;
  }
  const trueNegative = Math.max(0, rows - truePositive - falsePositive - falseNegative);
  const confusion = { truePositive, falsePositive, falseNegative, trueNegative };
  return { perCell, rows, decided, probabilities, meanScores, confusion, isExact };
}

/**
 * How surely a cell's labels are known, beforehand and from the reference: both by a share that half a row of each
 * class was added to.
 */
export function labelVariances(
  calibration: ScoreCalibration,
  { probabilities }: ExpectedOutcome,
): { readonly perRow: Float64Array; readonly ofBlocks: readonly number[]; readonly blockOf: Uint32Array } {
  const { blocks, method } = calibration;
  const smoothed = blocks.map(({ probability, rows }) => {
    const share = (probability * rows + 0.5) / (rows + 1);
    return share * (1 - share);
  });
  const blockOf = blockOfCell(blocks, probabilities.length);
  return {
    perRow: probabilities.map((share, cell) =>
      method === 'none' ? share * (1 - share) : (smoothed[blockOf[cell] as number] as number),
    ),
    ofBlocks: blocks.map(({ rows }, index) => (smoothed[index] as number) / rows),
    blockOf,
  };
}

function scoresOfLabelled({ signedErrors, positives }: ClassificationOutcome): Float64Array {
  return signedErrors.map((gap, cell) => gap + (positives[cell] as number));
}
