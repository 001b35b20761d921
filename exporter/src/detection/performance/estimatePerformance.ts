import {
  expectedOutcome,
  labelVariances,
  type ExpectedOutcome,
  type ExpectedRows,
} from './expectedOutcome.js';
import * as registry from './index.js';
import { valueWithin } from './interval.js';
import { isFinite } from './measurePerformance.js';
import type { Expectation, Performance, PerformanceMetric } from './performanceMetric.js';
import type { ScoreCalibration } from './scoreCalibration.js';
import type { ClassificationOutcome } from './windowOutcome.js';

/** The band is so many standard errors wide on either side, as NannyML's. */
const DEVIATIONS = 3;

const metrics: readonly PerformanceMetric[] = Object.values(registry);

/**
 * Performance before labels come, from calibrated scores alone (CBPE, Białek et al. 2024,
 * https://arxiv.org/abs/2401.08348): if the probability of the positive class at a score is still what it was in
 * the reference, then this is what performance is expected to be. It sees scores that have shifted. It cannot see
 * that labels no longer follow them (concept drift).
 *
 * The band holds what chance makes of this window's labels, given their probabilities, and how surely the reference
 * tells those. It is no band around the truth where the assumption fails.
 */
export function estimatePerformance(
  calibration: ScoreCalibration,
  outcome: ClassificationOutcome,
  of: ExpectedRows = 'scored',
): Performance {
  const expected = expectedOutcome(calibration, outcome, of);
  const { rows } = expected;
  if (!(rows > 0)) return {};
  return Object.fromEntries(
    metrics.flatMap((metric) => {
      if (metric.task !== 'classification') return [];
      const expectation = metric.estimate?.(expected);
      if (expectation === undefined) return [];
      const { value, error_bound } = expectation;
      const spread = standardError(calibration, expected, expectation);
      const within = valueWithin(value, rows, spread, metric.range, DEVIATIONS);
      const estimate = error_bound === undefined ? within : { ...within, error_bound };
      return isFinite(estimate) ? [[metric.id, estimate] as const] : [];
    }),
  );
}

/**
 * Each row's label is drawn by its probability, of which the value is nearly a linear function; the rows of a block
 * err together where the reference was wrong about it.
 */
function standardError(
  calibration: ScoreCalibration,
  expected: ExpectedOutcome,
  { slope }: Expectation,
): number {
  const { perCell, decided } = expected;
  const { perRow, ofBlocks, blockOf } = labelVariances(calibration, expected);
  const pulls = ofBlocks.map(() => 0);
  let variance = 0;
  for (const [cell, count] of perCell.entries()) {
    if (!(count > 0)) continue;
    const positive = decided[cell] as number;
    const [ifPositive, ifNegative] = [slope(cell, true), slope(cell, false)];
    const squares = positive * ifPositive ** 2 + (count - positive) * ifNegative ** 2;
    variance += squares * (perRow[cell] as number);
    const block = blockOf[cell] as number;
    if (block < pulls.length) {
      pulls[block] = (pulls[block] as number) + positive * ifPositive + (count - positive) * ifNegative;
    }
  }
  for (const [block, pull] of pulls.entries()) variance += pull * pull * (ofBlocks[block] as number);
  return Math.sqrt(variance);
}
