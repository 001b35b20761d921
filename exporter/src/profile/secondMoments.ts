/**
 * Sums over the rows of a stretch, of all numeric features together: additive, as counts are, and with them the joint
 * distribution up to second order. z = (x − mean) / deviation of the frozen reference, 0 where x is missing (which is
 * imputing the mean), clipped at ±1e6.
 */
export interface SecondMoments {
  /** In the order of `sums`. */
  readonly features: readonly string[];
  readonly rows: number;
  /** Σz, one number a feature. */
  readonly sums: Float64Array;
  /** Σzzᵀ, the lower triangle by rows: that of features i ≥ j lies at `i(i + 1)/2 + j`. */
  readonly products: Float64Array;
  /**
   * Σ‖z − ẑ‖ over rows, where ẑ is z projected on the principal components that were given; absent where none were.
   */
  readonly residuals?: number;
}

/** z is clipped here, so that one odd value cannot drown all others. */
export const CLIP = 1e6;

/** The place of a pair in `products`. */
export function pairPlace(i: number, j: number): number {
  return i >= j ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i;
}

export function emptyMoments(features: readonly string[]): SecondMoments {
  const size = features.length;
  return {
    features,
    rows: 0,
    sums: new Float64Array(size),
    products: new Float64Array((size * (size + 1)) / 2),
  };
}

/** The sum of two stretches of the same features; residuals only where both have them. */
export function mergeMoments(a: SecondMoments, b: SecondMoments): SecondMoments {
  if (a.features.join('\0') !== b.features.join('\0')) {
    throw new RangeError('moments of different features do not add up');
  }
  const add = (left: Float64Array, right: Float64Array): Float64Array =>
    left.map((value, index) => value + (right[index] as number));
  return {
    features: a.features,
    rows: a.rows + b.rows,
    sums: add(a.sums, b.sums),
    products: add(a.products, b.products),
    ...(a.residuals === undefined || b.residuals === undefined
      ? {}
      : { residuals: a.residuals + b.residuals }),
  };
}
