import { kolmogorovSmirnov } from '../../statistics/kolmogorovSmirnov.js';
import { missingPsi } from '../../statistics/missingPsi.js';
import { psi } from '../../statistics/psi.js';
import type { Comparison } from '../../statistics/statistic.js';
import {
  cellsPValue,
  distributionEvidence,
  MOST_TESTS,
  missingEvidence,
  type Evidence,
} from '../evidence.js';
import type { DetectionSettings } from '../settings.js';

/**
 * The p-value of a comparison's evidence, without correction for other features. One that is below `enough` is given as
 * soon as the quickest of the tests shows it, and may then be too large.
 */
export function plainPValue(
  of: Evidence['of'],
  comparison: Comparison,
  settings: DetectionSettings,
  enough: number,
): number {
  const { minRows } = settings;
  if (of === 'missing') {
    const missing_psi = missingPsi.compute(comparison, settings);
    return missingEvidence(comparison, { ...(missing_psi && { missing_psi }) }, minRows)?.pValue ?? 1;
  }
  const quick = (cellsPValue(comparison) ?? 1) * MOST_TESTS;
  if (quick <= enough) return quick;
  const [score, ks] = [psi.compute(comparison, settings), kolmogorovSmirnov.compute(comparison, settings)];
  const results = { ...(score && { psi: score }), ...(ks && { ks }) };
  return distributionEvidence(comparison, results, minRows)?.pValue ?? 1;
}
