import { psiCounts, referencePsiCounts } from '../../profile/profile.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { DetectionSettings } from '../settings.js';
import type { Saying, WindowStep } from './activity.js';
import type { WindowLimits } from './calibrate.js';
import { cellScore, missingScore, type CellScore } from './cellScore.js';
import { psiAt, type Limit } from './limit.js';
import type { Persistence } from './persistence.js';
import { plainPValue } from './plainEvidence.js';

/** What a window says about its feature's activity; see `WindowStep`. */
export type Exceedance = Omit<WindowStep, 'length'>;

type Side = Required<Saying> & { readonly effect: number };

const NO_VERDICT = { exceeded: null, lasts: null, holds: null, effect: 0 };
const QUIET = { exceeded: false, lasts: false, holds: false, effect: 0 };

/**
 * Whether a window of a feature is beyond its limits. Asked for every closed bucket and length, so that the scores come
 * first, and evidence only where one is beyond what the reference itself does.
 *
 * @param limits of this feature at this length. Absent: the reference tells none at any length, and evidence decides
 *   alone. Empty: it tells some, but not at this length, which then has no say.
 */
export function exceeds(
  comparison: Comparison,
  limits: WindowLimits | undefined,
  settings: DetectionSettings,
  rule: Pick<Persistence, 'evidence'>,
): Exceedance {
  const { reference, current } = comparison;
  const values = cellScore(referencePsiCounts(reference), psiCounts(current));
  const isSilent = limits !== undefined && limits.psi === undefined;
  const ofValues = isSilent
    ? NO_VERDICT
    : against(values, limits?.psi, settings, rule, 'distribution', comparison);
  if (limits !== undefined && limits.missing_psi === undefined) return ofValues;
  if (current.missing === 0 && reference.missing === 0) {
    const isKnown = Math.min(current.rows, reference.rows) >= settings.minRows;
    return { ...ofValues, missing: isKnown ? QUIET : NO_VERDICT };
  }
  const missing = missingScore(
    { missing: reference.missing, present: values.referenceRows },
    { missing: current.missing, present: values.currentRows },
  );
  const { effect, ...verdict } = against(missing, limits?.missing_psi, settings, rule, 'missing', comparison);
  return {
    ...ofValues,
    missing: verdict,
    effect: Math.max(ofValues.effect, effect),
  };
}

function against(
  score: CellScore,
  limit: Limit | undefined,
  settings: DetectionSettings,
  { evidence }: Pick<Persistence, 'evidence'>,
  of: 'distribution' | 'missing',
  comparison: Comparison,
): Side {
  const { psi: effect } = score;
  const { minRows, minEffect, falseDiscoveryRate } = settings;
  if (Math.min(score.referenceRows, score.currentRows) < minRows) {
    return NO_VERDICT;
  }
  const usual = limit === undefined ? 0 : psiAt(limit.threshold, limit, score);
  if (effect < minEffect || effect <= usual) return QUIET;
  const isHigh = limit === undefined || effect > psiAt(limit.alarm, limit, score);
  const isLargest = limit === undefined || effect > psiAt(limit.largest, limit, score);
  const pValue = plainPValue(of, comparison, settings, isHigh ? evidence : falseDiscoveryRate);
  const isCertain = pValue <= falseDiscoveryRate;
  return {
    exceeded: isHigh && pValue <= evidence,
    lasts: isLargest && isCertain,
    holds: isCertain,
    effect: isCertain ? effect : 0,
  };
}
