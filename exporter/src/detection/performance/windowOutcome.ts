import type { NumericGrid } from '../../profile/grid.js';
import { outcomes, type OutcomeName, type Task } from '../../profile/outcome.js';
import { presentRows, type Profile } from '../../profile/profile.js';
import { emptyJoint, type JointSums } from '../../sources/source.js';

/** How often decision and label agree, in rows. */
export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/**
 * What a window tells of a classifier, in the cells of its score. Labelled rows are those with a usable score and
 * label.
 */
export interface ClassificationOutcome {
  readonly task: 'classification';
  readonly grid: NumericGrid;
  /** Rows with any score, and rows where score or label is neither here nor there. */
  readonly presentRows: number;
  readonly odd: number;
  /** Rows with a score in 0–1 in each cell, their sum of scores, and how many of them reach the decision threshold. */
  readonly scored: Float64Array;
  readonly scores: Float64Array;
  readonly decided: Float64Array;
  /** Of labelled rows in each cell. */
  readonly labelled: Float64Array;
  readonly positives: Float64Array;
  readonly predicted: Float64Array;
  /** Σ (score − label) of labelled rows in each cell. */
  readonly signedErrors: Float64Array;
  /** Of all labelled rows. */
  readonly rows: number;
  readonly confusion: Confusion;
  readonly squaredError: number;
  readonly logLoss: number;
  /** Whether each cell holds a single score, so that nothing is lost by counting in cells. */
  readonly isExact: boolean;
}

/** What a window tells of a regression: sums over rows with a prediction and a label. */
export interface RegressionOutcome {
  readonly task: 'regression';
  /** Rows with any prediction. */
  readonly presentRows: number;
  readonly rows: number;
  readonly absoluteError: number;
  readonly squaredError: number;
  readonly signedError: number;
  /** Σ (label − center) and Σ (label − center)². */
  readonly labelDeviation: number;
  readonly labelSquare: number;
}

export type WindowOutcome = ClassificationOutcome | RegressionOutcome;

/** Reads the sums of `scoreOutcomes` off a profile of the prediction; undefined where the prediction is a category. */
export function windowOutcome(profile: Profile, task: 'classification'): ClassificationOutcome | undefined;
export function windowOutcome(profile: Profile, task: 'regression'): RegressionOutcome | undefined;
export function windowOutcome(profile: Profile, task: Task): WindowOutcome | undefined;
export function windowOutcome(profile: Profile, task: Task): WindowOutcome | undefined {
  const { grid } = profile;
  if (grid.kind !== 'numeric') return undefined;
  return task === 'classification' ? classification(profile, grid) : regression(profile);
}

function classification(profile: Profile, grid: NumericGrid): ClassificationOutcome {
  const rowsWith = (name: OutcomeName): Float64Array => jointOf(profile, name).counts;
  const sumsOf = (name: OutcomeName): Float64Array => jointOf(profile, name).sums;
  const labelled = rowsWith(outcomes.error);
  const errors = sumsOf(outcomes.error);
  const predicted = sumsOf(outcomes.predictedPositive);
  const hits = sumsOf(outcomes.truePositive);
  const [rows, wrong, decidedPositive, truePositive] = [labelled, errors, predicted, hits].map(total) as [
    number,
    number,
    number,
    number,
  ];
  const falsePositive = decidedPositive - truePositive;
  const falseNegative = wrong - falsePositive;
  return {
    task: 'classification',
    grid,
    presentRows: presentRows(profile),
    odd: total(sumsOf(outcomes.odd)),
    scored: rowsWith(outcomes.prediction),
    scores: sumsOf(outcomes.prediction),
    decided: sumsOf(outcomes.decision),
    labelled,
    // hits, and errors that are no false alarms
    positives: hits.map((hit, cell) => 2 * hit + (errors[cell] as number) - (predicted[cell] as number)),
    predicted,
    signedErrors: sumsOf(outcomes.signedError),
    rows,
    confusion: { truePositive, falsePositive, falseNegative, trueNegative: rows - wrong - truePositive },
    squaredError: total(sumsOf(outcomes.squaredError)),
    logLoss: total(sumsOf(outcomes.logLoss)),
    isExact: grid.distinct !== undefined && profile.unseen + profile.below + profile.above === 0,
  };
}

function regression(profile: Profile): RegressionOutcome {
  const sumOf = (name: OutcomeName): number => total(jointOf(profile, name).sums);
  return {
    task: 'regression',
    presentRows: presentRows(profile),
    rows: total(jointOf(profile, outcomes.error).counts),
    absoluteError: sumOf(outcomes.error),
    squaredError: sumOf(outcomes.squaredError),
    signedError: sumOf(outcomes.signedError),
    labelDeviation: sumOf(outcomes.labelDeviation),
    labelSquare: sumOf(outcomes.labelSquare),
  };
}

/** Zeros where a source keeps no such sums. */
function jointOf({ joint, counts }: Profile, name: OutcomeName): JointSums {
  return joint[name] ?? emptyJoint(counts.length);
}

export function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
