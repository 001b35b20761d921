import { pairCount, type MomentSums } from './moments.js';

/** Sums of one bucket while its rows come in. */
export interface MutableSums {
  rows: number;
  residuals: number;
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

export function emptySums(features: number): MutableSums {
  return {
    rows: 0,
    residuals: 0,
    sums: new Float64Array(features),
    products: new Float64Array(pairCount(features)),
  };
}

/**
 * The sums of buckets in order of time.
 *
 * @param buckets by their number, counted from the epoch
 * @param length of a bucket in milliseconds
 */
export function momentSums(
  buckets: ReadonlyMap<number, MutableSums>,
  length: number,
  withResiduals: boolean,
): MomentSums[] {
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([number, { rows, sums, products, residuals }]) => ({
      // a product of zero and a negative number is −0
      bucketStart: number * length + 0,
      rows,
      sums,
      products,
      ...(withResiduals ? { residuals } : {}),
    }));
}
