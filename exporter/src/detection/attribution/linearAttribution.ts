import type { SecondMoments } from '../../profile/secondMoments.js';
import { pairPlace } from '../../sources/moments.js';
import { choleskySolve } from './choleskySolve.js';
import { sharesOf, type Share } from './shares.js';

export interface LinearAttribution {
  /** Change of the mean prediction, in deviations of the reference's predictions. */
  readonly change: number;
  /** Parts of it, signed; with `unexplained` they add up to `change`. */
  readonly contributions: readonly { readonly feature: string; readonly contribution: number }[];
  readonly unexplained: number;
  /** How well a linear function of the features gives the reference's predictions, 0–1: how far the parts are to be trusted. */
  readonly r_squared: number;
  /**
   * Sizes of the contributions as shares that add up to one; absent where more than half of the change is unexplained.
   */
  readonly shares?: readonly Share[];
}

/** Of the trace: features that say the same share their part instead of making it arbitrary. */
const RIDGE = 1e-6;
/** Of the change; a line through winter's temperatures says little of summer's. */
const MOST_UNEXPLAINED = 0.5;

/**
 * What numeric features bring to a change of the mean prediction, correlated ones told apart: a linear function of the features is fitted to the
 * reference's predictions by least squares, from second moments alone, and each coefficient times the change of its feature's mean is that
 * feature's part. For a linear model these are the Shapley values of the change
 * (https://doi.org/10.48550/arXiv.1705.07874, corollary 1); of another model they are as good as `r_squared` says, and what is
 * missing is `unexplained`. Categorical features and changes of shape at an equal mean have no part here.
 *
 * @param prediction its name among the features of the moments
 * @returns undefined where the prediction is not among them, is constant in the reference, or there are no rows
 */
export function linearAttribution(
  reference: SecondMoments,
  current: SecondMoments,
  prediction: string,
): LinearAttribution | undefined {
  const target = reference.features.indexOf(prediction);
  const inputs = reference.features.flatMap((name, place) => (place === target ? [] : [{ name, place }]));
  if (target < 0 || inputs.length === 0 || !(reference.rows > 0 && current.rows > 0)) return undefined;
  const covariance = (i: number, j: number): number =>
    (reference.products[pairPlace(i, j)] ?? 0) / reference.rows - meanOf(reference, i) * meanOf(reference, j);
  const total = covariance(target, target);
  const trace = inputs.reduce((sum, { place }) => sum + covariance(place, place), 0);
  if (!(total > 0 && trace > 0)) return undefined;
  const ridge = (RIDGE * trace) / inputs.length;
  const matrix = inputs.map(({ place: i }) =>
    inputs.map(({ place: j }) => covariance(i, j) + (i === j ? ridge : 0)),
  );
  const right = inputs.map(({ place }) => covariance(place, target));
  const coefficients = choleskySolve(matrix, right);
  if (coefficients === undefined) return undefined;
  const change = meanOf(current, target) - meanOf(reference, target);
  const contributions = inputs.map(({ name, place }, index) => ({
    feature: name,
    contribution: (coefficients[index] ?? 0) * (meanOf(current, place) - meanOf(reference, place)) + 0,
  }));
  const explained = contributions.reduce((sum, { contribution }) => sum + contribution, 0);
  const fitted = coefficients.reduce((sum, coefficient, index) => sum + coefficient * (right[index] ?? 0), 0);
  if (![change, explained, fitted].every(Number.isFinite)) return undefined;
  const unexplained = change - explained;
  const shares =
    Math.abs(unexplained) <= MOST_UNEXPLAINED * Math.abs(change)
      ? sharesOf(
          contributions.map(({ feature, contribution }) => ({ feature, part: Math.abs(contribution) })),
        )
      : undefined;
  return {
    change,
    contributions: contributions.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    unexplained,
    r_squared: Math.min(1, Math.max(0, fitted / total)),
    ...(shares && { shares }),
  };
}

function meanOf({ sums, rows }: SecondMoments, place: number): number {
  return (sums[place] ?? 0) / rows;
}
