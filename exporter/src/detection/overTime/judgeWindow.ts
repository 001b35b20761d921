import { psiCounts, referencePsiCounts } from '../../profile/profile.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { FeatureResult } from '../result.js';
import type { DetectionSettings } from '../settings.js';
import type { ReferenceVariation, VariationLimit } from '../variation.js';
import { judge, type NamedComparison } from '../verdict.js';
import type { WindowLimits } from './calibrate.js';
import { cellScore, missingScore, type CellScore } from './cellScore.js';
import { psiAt, type Limit } from './limit.js';

/** A feature's window beside what it is compared with. */
export interface WindowComparison extends NamedComparison {
  /** The feature's limits at this length of window; absent where the reference tells none. */
  readonly calibration?: WindowLimits | undefined;
}

/**
 * The verdicts of one window of a model's features: as `judge` gives them, and `drifted` only where the score also
 * exceeds the reference's own variation. Where the reference is too short to know that, the evidence decides alone.
 */
export function judgeWindow(
  features: readonly WindowComparison[],
  settings: DetectionSettings,
): FeatureResult[] {
  const named = features.map(({ calibration, ...feature }) => ({
    ...feature,
    variation: variationOf(feature.comparison, calibration),
  }));
  return judge(named, settings);
}

function variationOf(comparison: Comparison, calibration: WindowLimits | undefined): ReferenceVariation {
  const { reference, current } = comparison;
  const values = cellScore(referencePsiCounts(reference), psiCounts(current));
  const missing = missingScore(
    { missing: reference.missing, present: values.referenceRows },
    { missing: current.missing, present: values.currentRows },
  );
  return {
    ...named('distribution', calibration?.psi, values),
    ...named('missing', calibration?.missing_psi, missing),
  };
}

function named(
  of: keyof ReferenceVariation,
  limit: Limit | undefined,
  score: CellScore,
): { readonly [name in keyof ReferenceVariation]?: VariationLimit } {
  // without rows on a side there is no verdict, and no number either
  if (limit === undefined || Math.min(score.referenceRows, score.currentRows) === 0) return {};
  const { threshold, windows, basis } = limit;
  return { [of]: { psi: psiAt(threshold, limit, score), windows, basis } };
}
