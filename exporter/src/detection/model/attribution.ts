import { driftAttribution, driftScore } from '../attribution/driftAttribution.js';
import { predictionAttribution } from '../attribution/predictionAttribution.js';
import type { Share } from '../attribution/shares.js';
import { inputsOf, type ModelComparison } from './modelComparison.js';
import type { ModelFinding } from './modelFinding.js';

/** Shares of features, each list adding up to one. */
export interface AttributionFinding {
  /** Of the drift of the inputs; absent where none has drifted. */
  readonly drift?: readonly Share[];
  /** Of the change of the mean prediction, among those that move it the way it went. */
  readonly prediction?: readonly Share[];
  /** Of the change of the distribution of predictions. */
  readonly prediction_distribution?: readonly Share[];
}

export const attribution: ModelFinding<AttributionFinding> = {
  id: 'attribution',
  title: 'Attribution',
  description:
    'Which features bring the drift of the inputs, and which the change of the predictions: shares that add up to one.',
  order: 5,
  compute(comparison) {
    const { features } = comparison;
    const hasDrifted = features.some(({ drifted }) => drifted === true);
    const inputs = inputsOf(features, comparison);
    const drift = hasDrifted
      ? driftAttribution(inputs.flatMap((result) => driftScore(result) ?? []))
      : undefined;
    const { mean, distribution } = ofPrediction(comparison);
    if (drift === undefined && mean === undefined && distribution === undefined) return undefined;
    return {
      ...(drift && { drift }),
      ...(mean && { prediction: mean }),
      ...(distribution && { prediction_distribution: distribution }),
    };
  },
};

function ofPrediction(comparison: ModelComparison): ReturnType<typeof predictionAttribution> {
  return predictionAttribution(
    inputsOf(comparison.views, comparison).flatMap(({ feature, tables, decompositions }) => {
      const [table, parts] = [tables.prediction, decompositions.prediction];
      if (table === undefined || parts === undefined) return [];
      const rows = { reference: table.reference.total.rows, current: table.current.total.rows };
      return [{ feature, parts, rows }];
    }),
  );
}
