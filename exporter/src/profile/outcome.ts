import type { JointColumn } from '../sources/source.js';
import { parenthesise } from '../sources/sql.js';

/**
 * What a model's rows tell of its predictions once their labels are known. Each is a number per row whose sum is kept in
 * every cell; a row where one cannot be told has none of it, and is not counted under its name.
 */
export const outcomes = {
  /** Classification: 1 for the positive class, 0 for the others. Regression: the target. */
  label: 'label',
  /** The score of the positive class, or the predicted value. */
  prediction: 'prediction',
  /** Of rows with both. Classification: 1 where the decision is wrong, else 0. Regression: |prediction − label|. */
  error: 'error',
  /** Of rows with both, classification with scores in 0–1: (score − label)². Regression: (prediction − label)². */
  squaredError: 'squared_error',
  /** Classification, of rows with both and scores in 0–1: −ln of the probability that the score gave to what came true. */
  logLoss: 'log_loss',
  /** Classification, of rows with a score in 0–1, labelled or not: 1 where it reaches the decision threshold. */
  decision: 'decision',
  /** The same, of rows with both. */
  predictedPositive: 'predicted_positive',
  /** Classification, of rows with both: 1 where it does and the label is the positive class. */
  truePositive: 'true_positive',
  /** Classification: 1 for a score outside 0–1, or a label that is neither class. Such rows have nothing of both. */
  odd: 'odd',
  /** Of rows with both: prediction − label. */
  signedError: 'signed_error',
  /** Regression, of rows with both: label − center. */
  labelDeviation: 'label_deviation',
  /** Regression, of rows with both: (label − center)². */
  labelSquare: 'label_square',
} as const;

export type OutcomeName = (typeof outcomes)[keyof typeof outcomes];
export type Task = 'classification' | 'regression';

/** How a value of a row that is sent becomes a number; no value is none. */
export type OutcomeField = { readonly name: string } & (
  | { readonly reads: 'number' }
  /** 1 for this flag, 0 for the other. */
  | { readonly reads: 'flag'; readonly positive: boolean }
  /** 1 for this value, 0 for the others. */
  | { readonly reads: 'class'; readonly positive: string | number }
);

/** The fields of rows that are sent, where SQL would have columns. */
export interface OutcomeFields {
  readonly prediction?: OutcomeField;
  readonly label?: OutcomeField;
  readonly decision?: OutcomeField;
}

/** SQL, over the columns of the rows, of a model's prediction and label as numbers: NULL or NaN where there is none. */
export interface OutcomeDefinition {
  readonly task: Task;
  /** Classification: the score of the positive class. */
  readonly prediction?: string;
  /** Classification: 1 or 0, or another number where the label is neither. */
  readonly label?: string;
  /** Classification: from this score on the decision is the positive class, unless `decision` says. */
  readonly decisionThreshold: number;
  /** Classification: 1 where the model decided for the positive class, 0 where it did not. */
  readonly decision?: string;
  /** Regression: what labels are measured from, so that squares do not cancel. */
  readonly center: number;
  /** The same columns of rows that know no SQL; absent of what is an expression. */
  readonly fields?: OutcomeFields;
}

/** Scores are clipped this far from 0 and 1, as scikit-learn's `log_loss` does for doubles: 2⁻⁵². */
export const SMALLEST_PROBABILITY = Number.EPSILON;
/** Numbers beyond it are none: their squares would overflow, on which PostgreSQL gives up. */
export const LARGEST = 1e150;

/**
 * The numbers that are summed in each cell of every feature: label, prediction and error, as far as the model has them.
 * What a change of the label rate, the mean prediction or the error is made of follows from these.
 */
export function featureOutcomes(definition: OutcomeDefinition): JointColumn[] {
  const { label, prediction, error } = outcomes;
  const { hasLabel, hasPrediction, sql } = expressions(definition);
  return [
    ...(hasLabel ? [{ name: label, expression: sql.label }] : []),
    ...(hasPrediction ? [{ name: prediction, expression: sql.prediction }] : []),
    ...(hasLabel && hasPrediction ? [{ name: error, expression: sql.error }] : []),
  ];
}

/** The numbers that are summed in the cells of the prediction itself: performance is computed from these. */
export function scoreOutcomes(definition: OutcomeDefinition): JointColumn[] {
  const { hasLabel, hasPrediction, sql } = expressions(definition);
  if (!hasLabel || !hasPrediction) return featureOutcomes(definition);
  const names: readonly OutcomeName[] =
    definition.task === 'classification'
      ? [
          outcomes.squaredError,
          outcomes.logLoss,
          outcomes.decision,
          outcomes.predictedPositive,
          outcomes.truePositive,
          outcomes.signedError,
          outcomes.odd,
        ]
      : [outcomes.squaredError, outcomes.signedError, outcomes.labelDeviation, outcomes.labelSquare];
  return [...featureOutcomes(definition), ...names.map((name) => ({ name, expression: sql[name] }))];
}

/** In the words that DuckDB, PostgreSQL and Trino have in common. */
function expressions({ task, prediction, label, decision, decisionThreshold, center }: OutcomeDefinition): {
  readonly hasLabel: boolean;
  readonly hasPrediction: boolean;
  readonly sql: Readonly<Record<OutcomeName, string>>;
} {
  const p = double(prediction);
  const y = double(label);
  const isClass = task === 'classification';
  const isPrediction = isClass ? `${p} >= 0 AND ${p} <= 1` : `abs(${p}) <= ${LARGEST}`;
  const isLabel = isClass ? `(${y} = 0 OR ${y} = 1)` : `abs(${y}) <= ${LARGEST}`;
  const both = `${isPrediction} AND ${isLabel}`;
  const ofBoth = (value: string): string => when(both, value);
  const isPositive =
    decision === undefined ? `${p} >= ${decisionThreshold.toExponential()}` : `${double(decision)} = 1`;
  const decided = when(isPositive, '1', '0');
  const given = when(`${y} = 1`, p, `1 - ${p}`);
  const leastGiven = when(`${given} < ${SMALLEST_PROBABILITY}`, String(SMALLEST_PROBABILITY), given);
  const deviation = `(${y} - (${center.toExponential()}))`;
  return {
    hasLabel: label !== undefined,
    hasPrediction: prediction !== undefined,
    sql: {
      label: when(isLabel, y),
      prediction: when(isPrediction, p),
      error: ofBoth(isClass ? `abs(${decided} - ${y})` : `abs(${p} - ${y})`),
      squared_error: ofBoth(`(${p} - ${y}) * (${p} - ${y})`),
      log_loss: ofBoth(`-ln(${leastGiven})`),
      decision: when(isPrediction, decided),
      predicted_positive: ofBoth(decided),
      true_positive: ofBoth(when(`${isPositive} AND ${y} = 1`, '1', '0')),
      odd: when(`${isThere(p)} AND NOT (${isPrediction}) OR ${isThere(y)} AND NOT ${isLabel}`, '1'),
      signed_error: ofBoth(`${p} - ${y}`),
      label_deviation: ofBoth(deviation),
      label_square: ofBoth(`${deviation} * ${deviation}`),
    },
  };
}

function when(condition: string, value: string, otherwise?: string): string {
  return `CASE WHEN ${condition} THEN ${value}${otherwise === undefined ? '' : ` ELSE ${otherwise}`} END`;
}

/** Whole numbers would overflow when squared, and decimals have another logarithm. */
function double(expression: string | undefined): string {
  return `CAST(${expression === undefined ? 'NULL' : parenthesise(expression)} AS double precision)`;
}

/** Neither NULL nor NaN, which is larger than all numbers in some engines and not comparable in others. */
function isThere(value: string): string {
  return `-abs(${value}) <= 0`;
}
