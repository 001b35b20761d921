import type { ClassificationOutcome, WindowOutcome } from './windowOutcome.js';
import { total } from './windowOutcome.js';

/** Why there is no performance in a window, or not all of it; undefined where nothing is in the way. */
export function performanceReason(outcome: WindowOutcome | undefined): string | undefined {
  if (outcome === undefined) return 'the prediction is a category, not a number';
  if (outcome.presentRows === 0) return 'no row has a prediction';
  if (outcome.task === 'regression')
    return outcome.rows === 0 ? 'no row with a prediction has a label yet' : undefined;
  return classificationReason(outcome);
}

function classificationReason(outcome: ClassificationOutcome): string | undefined {
  const { presentRows, odd, rows, confusion } = outcome;
  const scored = total(outcome.scored);
  const oddScores = presentRows - scored;
  if (scored === 0)
    return `no score is between 0 and 1: all ${oddScores} are left out; is this a regression?`;
  if (rows === 0) {
    const oddLabels = odd - oddScores;
    return oddLabels > 0
      ? `no label is 0 or 1: all ${oddLabels} are left out; is this a regression, or another positive class meant?`
      : 'no row with a score has a label yet';
  }
  const { truePositive, falseNegative } = confusion;
  const positives = truePositive + falseNegative;
  const ofOneClass = positives === 0 || positives === rows;
  const reasons = [
    ofOneClass ? `all ${rows} labels are of the ${positives > 0 ? 'positive' : 'negative'} class` : '',
    odd > 0
      ? `${odd} of ${rows + odd} rows are left out: their score is not between 0 and 1, or their label is neither class`
      : '',
  ].filter((reason) => reason !== '');
  return reasons.length === 0 ? undefined : reasons.join('; ');
}
