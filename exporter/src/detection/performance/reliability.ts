import { wilson } from './interval.js';
import { scoreGroups } from './scoreGroups.js';
import type { ClassificationOutcome } from './windowOutcome.js';

/** A point of a reliability diagram: what scores between two deciles of the reference promised, and what came. */
export interface ReliabilityPoint {
  /** Scores above `score_above`, up to `score_to`. */
  readonly score_above: number;
  readonly score_to: number;
  /** Rows with a label. */
  readonly rows: number;
  readonly mean_prediction: number;
  readonly observed_rate: number;
  /** 95 % interval of the observed rate. */
  readonly lower: number;
  readonly upper: number;
}

/** The calibration curve of a window by ascending score; empty where no row has a label. */
export function reliability(outcome: ClassificationOutcome): ReliabilityPoint[] {
  return scoreGroups(outcome).map((group) => {
    const { rows, positives, gap } = group;
    const { lower, upper } = wilson(positives, rows);
    return {
      score_above: group.lower,
      score_to: group.upper,
      rows,
      mean_prediction: (gap + positives) / rows,
      observed_rate: positives / rows,
      lower,
      upper,
    };
  });
}
