import {
  outcomes,
  SMALLEST_PROBABILITY,
  LARGEST,
  type OutcomeDefinition,
  type OutcomeName,
} from './outcome.js';

/** The numbers of one row, by the names of `outcomes`: NaN where there is none. */
export type RowOutcome = Record<OutcomeName, number>;

// a look at a global takes jest's modules a microsecond
const { abs, log, max } = Math;
const { isNaN } = Number;

/**
 * What SQL tells of rows (`featureOutcomes`, `scoreOutcomes`), of a prediction and a label that are numbers already: NaN where
 * there is none. The same record each time, so it is good until the next call.
 */
export function rowOutcomes({
  task,
  decisionThreshold,
  center,
}: Pick<OutcomeDefinition, 'task' | 'decisionThreshold' | 'center'>): (
  prediction: number,
  label: number,
  /** Of a model that says so itself: 1 where it decided for the positive class. */
  decision?: number,
) => RowOutcome {
  const row = Object.fromEntries(Object.values(outcomes).map((name) => [name, NaN])) as RowOutcome;
  return task === 'classification'
    ? (p, y, decision) => {
        const isPrediction = p >= 0 && p <= 1;
        const isLabel = y === 0 || y === 1;
        const both = isPrediction && isLabel;
        const decided = (decision === undefined ? p >= decisionThreshold : decision === 1) ? 1 : 0;
        const isOdd = (!isNaN(p) && !isPrediction) || (!isNaN(y) && !isLabel);
        row.label = isLabel ? y : NaN;
        row.prediction = isPrediction ? p : NaN;
        row.error = both ? abs(decided - y) : NaN;
        row.squared_error = both ? (p - y) * (p - y) : NaN;
        row.log_loss = both ? -log(max(SMALLEST_PROBABILITY, y === 1 ? p : 1 - p)) : NaN;
        row.decision = isPrediction ? decided : NaN;
        row.predicted_positive = both ? decided : NaN;
        row.true_positive = both ? decided * y : NaN;
        row.odd = isOdd ? 1 : NaN;
        row.signed_error = both ? p - y : NaN;
        return row;
      }
    : (p, y) => {
        const isPrediction = abs(p) <= LARGEST;
        const isLabel = abs(y) <= LARGEST;
        const both = isPrediction && isLabel;
        const deviation = y - center;
        row.label = isLabel ? y : NaN;
        row.prediction = isPrediction ? p : NaN;
        row.error = both ? abs(p - y) : NaN;
        row.squared_error = both ? (p - y) * (p - y) : NaN;
        row.signed_error = both ? p - y : NaN;
        row.label_deviation = both ? deviation : NaN;
        row.label_square = both ? deviation * deviation : NaN;
        return row;
      };
}
