import type { Decomposition } from './decomposition.js';
import { sharesOf, type Share } from './shares.js';

/** A feature's view of the change of the mean prediction, and how many rows have a prediction. */
export interface PredictionView {
  readonly feature: string;
  readonly parts: Decomposition;
  readonly rows: { readonly reference: number; readonly current: number };
}

export interface PredictionAttribution {
  /** Of the change of the mean prediction, among the features that move it in the direction in which it went. */
  readonly mean?: readonly Share[];
  /** Of the change of the distribution of predictions, in which a rise here and a fall there do not cancel. */
  readonly distribution?: readonly Share[];
}

/** Two-sided 95 % point of the normal distribution, and the one-sided one. */
const TWO_SIDED = 1.96;
const ONE_SIDED = 1.645;

/**
 * The share of each feature in a shift of the predictions; shares add up to one, and are absent where no feature has moved
 * beyond chance.
 *
 * A model that is not retrained gives other predictions only where its inputs are others. How much of it one feature carries is
 * taken from its covariate part: the change of the mean prediction if only this feature's cells had been filled otherwise, each with the mean
 * prediction that it had. Features that would have moved it the other way have no share in the change of the mean. For the
 * distribution the parts of the cells count by their size. Of both, what chance brings in 95 % of samples is taken off.
 *
 * These are views by one feature at a time. Two correlated features that move together share what one of them causes,
 * a feature that the model ignores has a share if it moves with one that it uses, and what only a combination of features
 * brings is in no share. `linearAttribution` tells correlated numeric features apart.
 */
export function predictionAttribution(views: readonly PredictionView[]): PredictionAttribution {
  const sizes = views.map(({ feature, parts, rows }) => ({ feature, ...beyondChance(parts, rows) }));
  const mean = sharesOf(sizes.map(({ feature, net }) => ({ feature, part: net })));
  const distribution = sharesOf(sizes.map(({ feature, gross }) => ({ feature, part: gross })));
  return { ...(mean && { mean }), ...(distribution && { distribution }) };
}

/**
 * The share of a cell varies by p(1 − p)(1/n + 1/m) without drift, those of all cells as a multinomial; a part is that
 * times the cell's distance from the mean.
 */
function beyondChance(
  { covariate, cells, reference, change }: Decomposition,
  rows: PredictionView['rows'],
): { readonly net: number; readonly gross: number } {
  const scale = 1 / rows.reference + 1 / rows.current;
  let between = 0;
  let size = 0;
  let expected = 0;
  let variance = 0;
  for (const { share, mean, covariate: part } of cells) {
    const p =
      (share.reference * rows.reference + share.current * rows.current) / (rows.reference + rows.current);
    const distance = (mean.reference ?? mean.current ?? reference) - reference;
    const chance = distance * distance * p * (1 - p) * scale;
    between += distance * distance * p * scale;
    size += Math.abs(part);
    // of |x|, x normal
    expected += Math.sqrt((2 / Math.PI) * chance);
    variance += (1 - 2 / Math.PI) * chance;
  }
  return {
    net: Math.max(0, Math.sign(change) * covariate - TWO_SIDED * Math.sqrt(between)),
    gross: Math.max(0, size - expected - ONE_SIDED * Math.sqrt(variance)),
  };
}
