import type { JointColumn } from '../sources/source.js';

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
  /** Classification, of rows with both: 1 where the score reaches the decision threshold. */
  predictedPositive: 'predicted_positive',
  /** Classification, of rows with both: 1 where it does and the label is the positive class. */
  truePositive: 'true_positive',
  /** Classification: 1 for a score outside 0–1, or a label that is neither class. Such rows have none of the others. */
  odd: 'odd',
  /** Regression, of rows with both: prediction − label. */
  signedError: 'signed_error',
  /** Regression, of rows with both: (label − center)². */
  labelSquare: 'label_square',
} as const;

export type OutcomeName = (typeof outcomes)[keyof typeof outcomes];
export type Task = 'classification' | 'regression';

/** SQL, over the columns of the rows, of a model's prediction and label as numbers: NULL where there is none. */
export interface OutcomeDefinition {
  readonly task: Task;
  /** Classification: the score of the positive class. */
  readonly prediction?: string;
  /** Classification: 1 or 0, or another number where the label is neither. */
  readonly label?: string;
  /** Classification: from this score on the decision is the positive class. */
  readonly decisionThreshold: number;
  /** Regression: what labels are measured from, so that squares do not cancel. */
  readonly center: number;
}

/** Scores are clipped this far from 0 and 1, as scikit-learn's `log_loss` long did for doubles. */
const SMALLEST_PROBABILITY = 1e-15;

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
          outcomes.predictedPositive,
          outcomes.truePositive,
          outcomes.odd,
        ]
      : [outcomes.squaredError, outcomes.signedError, outcomes.labelSquare];
  return [...featureOutcomes(definition), ...names.map((name) => ({ name, expression: sql[name] }))];
}

function expressions({ task, prediction, label, decisionThreshold, center }: OutcomeDefinition): {
  readonly hasLabel: boolean;
  readonly hasPrediction: boolean;
  readonly sql: Readonly<Record<OutcomeName, string>>;
} {
  const p = `(${prediction ?? 'NULL'})`;
  const y = `(${label ?? 'NULL'})`;
  const isClass = task === 'classification';
  // NaN fails every comparison in some engines and passes `>=` in others, so both ends are asked for
  const isScore = `${p} >= 0 AND ${p} <= 1`;
  const isLabel = `(${y} = 0 OR ${y} = 1)`;
  const both = isClass ? `${isScore} AND ${isLabel}` : `${p} IS NOT NULL AND ${y} IS NOT NULL`;
  const when = (condition: string, value: string, otherwise?: string): string =>
    `CASE WHEN ${condition} THEN ${value}${otherwise === undefined ? '' : ` ELSE ${otherwise}`} END`;
  const ofBoth = (value: string): string => when(both, value);
  const decided = when(`${p} >= ${decisionThreshold}`, '1', '0');
  const given = when(`${y} = 1`, p, `1 - ${p}`);
  return {
    hasLabel: label !== undefined,
    hasPrediction: prediction !== undefined,
    sql: {
      label: isClass ? when(isLabel, y) : y,
      prediction: isClass ? when(isScore, p) : p,
      error: ofBoth(isClass ? `abs(${decided} - ${y})` : `abs(${p} - ${y})`),
      squared_error: ofBoth(`(${p} - ${y}) * (${p} - ${y})`),
      log_loss: ofBoth(
        `-ln(${when(`${given} < ${SMALLEST_PROBABILITY}`, String(SMALLEST_PROBABILITY), given)})`,
      ),
      predicted_positive: ofBoth(decided),
      true_positive: ofBoth(when(`${p} >= ${decisionThreshold} AND ${y} = 1`, '1', '0')),
      odd: when(`(${p} IS NOT NULL AND NOT (${isScore})) OR (${y} IS NOT NULL AND NOT ${isLabel})`, '1'),
      signed_error: ofBoth(`${p} - ${y}`),
      label_square: ofBoth(`(${y} - (${center})) * (${y} - (${center}))`),
    },
  };
}
