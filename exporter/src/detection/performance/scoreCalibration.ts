import { chiSquaredSurvival } from '../../statistics/numerics/chiSquaredDistribution.js';
import { clampShare } from './cellLoss.js';
import { isotonicBlocks, type IsotonicBlock } from './isotonicBlocks.js';
import { hasBothClasses } from './hasBothClasses.js';
import { scoreGroups } from './scoreGroups.js';
import type { ClassificationOutcome } from './windowOutcome.js';

/** What scores are worth as probabilities, learned from the reference and frozen with it. */
export interface ScoreCalibration {
  /** `none`: scores already are probabilities, as far as the reference can tell. */
  readonly method: 'isotonic' | 'none';
  /** Probability of such gaps between scores and rates if scores were calibrated. */
  readonly p_value: number;
  /** Cells that share a probability; empty where the method is `none`. */
  readonly blocks: readonly CalibrationBlock[];
}

export interface CalibrationBlock {
  /** Its first and last cell with reference rows. */
  readonly first: number;
  readonly last: number;
  readonly probability: number;
  /** Of reference rows. */
  readonly rows: number;
}

/** Scores are taken as they are unless the reference shows at this level that they are no probabilities. */
const SIGNIFICANCE = 0.05;

/**
 * Fits the probability of the positive class to the reference's scores by isotonic regression over their cells.
 * Where the reference does not show that its scores are wrong (Hosmer and Lemeshow's test over deciles, 1980,
 * https://doi.org/10.1080/03610928008827941; none of its degrees of freedom is lost, since scores were not fitted
 * to these rows), they are taken as they are: a fit to few rows would make ranks look better than they are. NannyML
 * decides by cross-validation over rows, which sums cannot do. Undefined where the reference does not have labels
 * of both classes.
 */
export function scoreCalibration(reference: ClassificationOutcome): ScoreCalibration | undefined {
  if (!hasBothClasses(reference.confusion)) return undefined;
  const pValue = calibratedPValue(reference);
  if (pValue >= SIGNIFICANCE) return { method: 'none', p_value: pValue, blocks: [] };
  const { labelled, positives } = reference;
  const fitted = isotonicBlocks(labelled, positives);
  const blocks = fitted.map((block, index) => ({
    first: block.start,
    last: lastCell(labelled, fitted[index + 1]),
    probability: clampShare(block.sum / block.weight),
    rows: block.weight,
  }));
  return { method: 'isotonic', p_value: pValue, blocks };
}

/** The probability of a row of each cell. Cells without reference rows lie on a line between their neighbours. */
export function calibratedCells(blocks: readonly CalibrationBlock[], cells: number): Float64Array {
  const probabilities = new Float64Array(cells);
  for (const [index, { first, last, probability }] of blocks.entries()) {
    probabilities.fill(probability, index === 0 ? 0 : first, last + 1);
    const next = blocks[index + 1];
    if (next === undefined) {
      probabilities.fill(probability, last);
      break;
    }
    const step = (next.probability - probability) / (next.first - last);
    for (let cell = last + 1; cell < next.first; cell++) {
      probabilities[cell] = probability + (cell - last) * step;
    }
  }
  return probabilities;
}

/** The block that each cell belongs to, or is next to on the left. */
export function blockOfCell(blocks: readonly CalibrationBlock[], cells: number): Uint32Array {
  const found = new Uint32Array(cells);
  for (const [index, { first }] of blocks.entries()) if (index > 0) found.fill(index, first);
  return found;
}

function calibratedPValue(reference: ClassificationOutcome): number {
  const groups = scoreGroups(reference);
  if (groups.some(({ gap, variance }) => variance === 0 && gap !== 0)) return 0;
  const free = groups.filter(({ variance }) => variance > 0);
  const statistic = free.reduce((sum, { gap, variance }) => sum + (gap * gap) / variance, 0);
  return chiSquaredSurvival(statistic, free.length);
}

function lastCell(labelled: Float64Array, next: IsotonicBlock | undefined): number {
  return labelled.subarray(0, next?.start).findLastIndex((rows) => rows > 0);
}
