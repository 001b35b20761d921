import { psiCounts } from '../../profile/profile.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { DetectionSettings } from '../settings.js';
import type { Persistence, WindowLimits } from './calibrate.js';
import { cellScore, missingScore, type CellScore } from './cellScore.js';
import { psiAt, type Limit } from './limit.js';
import { plainPValue } from './plainEvidence.js';

/** What a window says about its feature's activity; see `WindowStep`. */
export interface Exceedance {
  readonly exceeded: boolean | null;
  readonly holds: boolean | null;
  /** PSI of the values, or of missing values where that is larger and beyond. */
  readonly effect: number;
}

/**
 * Whether a window of a feature is beyond its limits. Asked for every closed bucket and length, so that the scores come
 * first, and evidence only where one is beyond what the reference itself does.
 *
 * @param limits of this feature at this length; absent where the reference tells none, and evidence decides alone
 */
export function exceeds(
  comparison: Comparison,
  limits: WindowLimits | undefined,
  settings: DetectionSettings,
  { evidence }: Pick<Persistence, 'evidence'>,
): Exceedance {
  const { reference, current } = comparison;
  const values = cellScore(psiCounts(reference), psiCounts(current));
  const ofValues = against(values, limits?.psi, settings, evidence, (enough) =>
    plainPValue('distribution', comparison, settings, enough),
  );
  if (reference.missing === 0 && current.missing === 0) return ofValues;
  const missing = missingScore(
    { missing: reference.missing, present: values.referenceRows },
    { missing: current.missing, present: values.currentRows },
  );
  const ofMissing = against(missing, limits?.missing_psi, settings, evidence, (enough) =>
    plainPValue('missing', comparison, settings, enough),
  );
  // a change in missing values alone can't say that the values themselves are as they were
  return {
    exceeded: ofMissing.exceeded === true || ofValues.exceeded,
    holds: ofMissing.holds === true || ofValues.holds,
    effect: ofMissing.holds === true ? Math.max(ofValues.effect, ofMissing.effect) : ofValues.effect,
  };
}

function against(
  score: CellScore,
  limit: Limit | undefined,
  { minRows, minEffect, falseDiscoveryRate }: DetectionSettings,
  evidence: number,
  pValue: (enough: number) => number,
): Exceedance {
  const { psi: effect } = score;
  if (Math.min(score.referenceRows, score.currentRows) < minRows) {
    return { exceeded: null, holds: null, effect };
  }
  const usual = limit === undefined ? 0 : psiAt(limit.threshold, limit, score);
  if (effect < minEffect || effect <= usual) return { exceeded: false, holds: false, effect };
  const isHigh = limit === undefined || effect > psiAt(limit.alarm, limit, score);
  const found = pValue(isHigh ? evidence : falseDiscoveryRate);
  return { exceeded: isHigh && found <= evidence, holds: found <= falseDiscoveryRate, effect };
}
