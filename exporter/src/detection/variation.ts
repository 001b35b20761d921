import type { Evidence } from './evidence.js';
import { short } from './reason.js';
import type { FeatureResult } from './result.js';

/** How far the reference's own windows of the same length differ from the rest of it. */
export interface VariationLimit {
  /** The PSI that they seldom exceed, at as many rows as are judged. */
  readonly psi: number;
  /** How many windows were measured. */
  readonly windows: number;
  /** The 99 % point or, of few, the largest. */
  readonly basis: 'quantile' | 'largest';
}

/** The reference's own variation in values and in missing values; absent where it is too short to tell. */
export interface ReferenceVariation {
  readonly distribution?: VariationLimit;
  readonly missing?: VariationLimit;
}

export function isBeyond({ of, effect }: Evidence, variation: ReferenceVariation | undefined): boolean {
  const limit = variation?.[of];
  return limit === undefined || effect > limit.psi;
}

export function publishedVariation({
  distribution,
  missing,
}: ReferenceVariation): NonNullable<FeatureResult['reference_variation']> {
  return {
    ...(distribution && { psi: distribution.psi }),
    ...(missing && { missing_psi: missing.psi }),
  };
}

/** What a change is beyond of, as the end of a reason; nothing in a one-shot check. */
export function beyondReason({ of }: Evidence, variation: ReferenceVariation | undefined): string {
  if (variation === undefined) return '';
  const limit = variation[of];
  return limit === undefined
    ? '; the reference is too short to know its own variation'
    : `; beyond ${short(limit.psi)}, ${basisOf(limit)}`;
}

/** Why a change that is certain is no drift: the reference itself changes as much from window to window. */
export function usualReason({ of, effect }: Evidence, variation: ReferenceVariation | undefined): string {
  const limit = variation?.[of];
  const score = of === 'missing' ? 'PSI of missing values' : 'PSI';
  const against = limit === undefined ? '' : `; up to ${short(limit.psi)} is ${basisOf(limit)}`;
  return `changed no more than the reference itself does: ${score} ${short(effect)}${against}`;
}

function basisOf({ basis, windows }: VariationLimit): string {
  return basis === 'quantile'
    ? `the 99 % point of ${windows} reference windows`
    : `the largest of ${windows} reference windows`;
}
