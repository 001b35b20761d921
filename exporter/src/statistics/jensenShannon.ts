import { psiCells, sumOverShares } from './cells.js';
import type { Distance } from './distance.js';
import type { Statistic } from './statistic.js';

/**
 * Jensen–Shannon distance in base 2: the square root of the mean divergence of both samples from their mixture
 * (https://en.wikipedia.org/wiki/Jensen%E2%80%93Shannon_divergence). Equals SciPy's `jensenshannon(base=2)`.
 */
export const jensenShannon: Statistic<Distance> = {
  id: 'jensen_shannon',
  title: 'Jensen–Shannon distance',
  description: 'How well a single row tells the two samples apart, from 0 (not at all) to 1 (always).',
  kinds: ['numeric', 'categorical'],
  order: 4,
  compute(comparison) {
    const cells = psiCells(comparison);
    return cells && { distance: Math.sqrt(Math.min(1, sumOverShares(cells, divergence))) };
  },
  value: (result) => result.distance,
};

/**
 * With shares s(1 ± δ) around their mean s: (s / 2) ((1 + δ) log₂(1 + δ) + (1 − δ) log₂(1 − δ)), rearranged so that
 * close shares do not cancel.
 */
function divergence(reference: number, current: number): number {
  const mean = (reference + current) / 2;
  const delta = (reference - current) / 2 / mean;
  if (Math.abs(delta) >= 1) return mean;
  return ((mean / 2) * (Math.log1p(-delta * delta) + 2 * delta * Math.atanh(delta))) / Math.LN2;
}
