import { pairCount, type MomentSums } from '../sources/moments.js';

/**
 * Sums over the rows of a stretch, of all numeric features together: additive, as counts are, and with them the joint
 * distribution up to second order. z = (x − mean) / deviation of the frozen reference, 0 where x is missing (which is
 * imputing the mean), clipped at ±1e6.
 */
export interface SecondMoments extends Omit<MomentSums, 'bucketStart'> {
  /** In the order of `sums`. */
  readonly features: readonly string[];
}

/** What a source answered, as the moments of these features. */
export function secondMoments(
  features: readonly string[],
  { rows, sums, products, residuals }: Omit<MomentSums, 'bucketStart'>,
): SecondMoments {
  if (sums.length !== features.length || products.length !== pairCount(features.length)) {
    throw new RangeError(
      `${sums.length} sums and ${products.length} products of ${features.length} features`,
    );
  }
  return { features, rows, sums, products, ...(residuals === undefined ? {} : { residuals }) };
}

export function emptyMoments(features: readonly string[]): SecondMoments {
  const size = features.length;
  return { features, rows: 0, sums: new Float64Array(size), products: new Float64Array(pairCount(size)) };
}

/** The sum of two stretches of the same features; residuals only where each with rows has them. */
export function mergeMoments(a: SecondMoments, b: SecondMoments): SecondMoments {
  return combined(a, b, 1);
}

/** What is left of a stretch without a part of it. */
export function withoutMoments(whole: SecondMoments, part: SecondMoments): SecondMoments {
  return combined(whole, part, -1);
}

function combined(a: SecondMoments, b: SecondMoments, sign: 1 | -1): SecondMoments {
  requireSame(a, b);
  const add = (left: Float64Array, right: Float64Array): Float64Array =>
    left.map((value, index) => value + sign * (right[index] as number));
  const [left, right] = [a, b].map(({ rows, residuals }) => (rows === 0 ? 0 : residuals)) as [
    number | undefined,
    number | undefined,
  ];
  return {
    features: a.features,
    rows: a.rows + sign * b.rows,
    sums: add(a.sums, b.sums),
    products: add(a.products, b.products),
    ...(left === undefined || right === undefined ? {} : { residuals: left + sign * right }),
  };
}

/** The sum of many stretches in one piece of memory. Residuals only where each with rows has them. */
export function totalMoments(features: readonly string[], parts: Iterable<SecondMoments>): SecondMoments {
  const total = { ...emptyMoments(features), rows: 0 };
  let residuals: number | undefined = 0;
  for (const part of parts) {
    requireSame(total, part);
    if (part.rows === 0) continue;
    total.rows += part.rows;
    addTo(total.sums, part.sums);
    addTo(total.products, part.products);
    residuals =
      residuals === undefined || part.residuals === undefined ? undefined : residuals + part.residuals;
  }
  return residuals === undefined ? total : { ...total, residuals };
}

function requireSame(a: SecondMoments, b: SecondMoments): void {
  if (a.features === b.features) return;
  const isSame =
    a.features.length === b.features.length && a.features.every((name, index) => name === b.features[index]);
  if (!isSame) throw new RangeError('moments of different features do not add up');
}

function addTo(sum: Float64Array, values: Float64Array): void {
  for (let index = 0; index < sum.length; index++)
    sum[index] = (sum[index] as number) + (values[index] as number);
}
