import { DriftError } from '../errors.js';
import type { Feature, Selection } from './source.js';

/** z is clipped here, so that one odd value cannot drown all others. */
export const CLIP = 1e6;

/** A numeric feature as z = (x − center) / scale: 0 where x is NULL or NaN, clipped at ±`CLIP`, infinities too. */
export interface StandardisedFeature {
  readonly feature: Feature;
  readonly center: number;
  /** Above zero: a feature that is constant has no place among the others. */
  readonly scale: number;
}

/** Directions that rows are projected on, to tell how far they lie from the plane that these span. */
export interface PrincipalAxes {
  /** What is projected is u = (z − mean) / deviation; one number a feature. */
  readonly mean: Float64Array;
  /** Above zero; one number a feature. */
  readonly deviation: Float64Array;
  /** k orthonormal directions, each with one number a feature. */
  readonly components: readonly Float64Array[];
}

export interface MomentRequest {
  readonly selection: Selection;
  /** d of them. Each bucket answers with d(d + 3)/2 numbers: 40 KB for 100 features. */
  readonly features: readonly StandardisedFeature[];
  /** Length of a bucket in milliseconds, aligned to the epoch. Absent: one bucket over the whole selection. */
  readonly bucket?: number;
  /** Where given, residuals are told. */
  readonly axes?: PrincipalAxes;
}

/** Sums over all rows of one bucket. */
export interface MomentSums {
  /** Milliseconds since the epoch; 0 where no buckets were asked for. */
  readonly bucketStart: number;
  readonly rows: number;
  /** Σz, one number a feature. */
  readonly sums: Float64Array;
  /** Σzzᵀ, the lower triangle by rows: that of features i ≥ j lies at `i(i + 1)/2 + j`. */
  readonly products: Float64Array;
  /** Σ‖u − û‖, where û is u projected on the axes. */
  readonly residuals?: number;
}

/** The place of a pair in `products`. */
export function pairPlace(i: number, j: number): number {
  return i >= j ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i;
}

/** How many pairs d features have, each with itself among them. */
export function pairCount(features: number): number {
  return (features * (features + 1)) / 2;
}

/** @throws DriftError `config_invalid` where a feature cannot be standardised, or the axes are of other features */
export function requireMoments({ features, axes }: MomentRequest): void {
  for (const { feature, center, scale } of features) {
    const isFine =
      feature.kind === 'numeric' && Number.isFinite(center) && Number.isFinite(scale) && scale > 0;
    if (isFine) continue;
    const detail = 'moments need a numeric feature that is not constant; leave this one out';
    throw new DriftError('config_invalid', detail, { feature: feature.name });
  }
  const arrays = axes === undefined ? [] : [axes.mean, axes.deviation, ...axes.components];
  const isOther = ({ length }: Float64Array): boolean => length !== features.length;
  if (arrays.some(isOther) || axes?.deviation.some((deviation) => !(deviation > 0)) === true) {
    throw new DriftError('config_invalid', `the principal axes do not fit ${features.length} features`);
  }
}
