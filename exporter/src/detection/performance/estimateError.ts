import { estimatePerformance } from './estimatePerformance.js';
import { measurePerformance } from './measurePerformance.js';
import type { ScoreCalibration } from './scoreCalibration.js';
import type { ClassificationOutcome } from './windowOutcome.js';

export type EstimateError = {
  readonly estimate: number;
  readonly truth: number;
  /** Estimate − truth. */
  readonly error: number;
  /** Whether the truth lies in the estimate's band: outside of it, labels do not follow scores as in the reference. */
  readonly within: boolean;
};

/** How far performance estimated without labels was off, once they have come: both of the rows that have one. */
export function estimateError(
  calibration: ScoreCalibration,
  outcome: ClassificationOutcome,
): Readonly<Record<string, EstimateError>> {
  const measured = measurePerformance(outcome);
  return Object.fromEntries(
    Object.entries(estimatePerformance(calibration, outcome, 'labelled')).flatMap(([id, estimated]) => {
      const truth = measured[id]?.value;
      if (truth === undefined) return [];
      const { value: estimate, lower = estimate, upper = estimate } = estimated;
      return [[id, { estimate, truth, error: estimate - truth, within: lower <= truth && truth <= upper }]];
    }),
  );
}
