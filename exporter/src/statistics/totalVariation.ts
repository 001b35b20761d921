import { psiCells, sumOverShares } from './cells.js';
import type { Distance } from './distance.js';
import type { Statistic } from './statistic.js';

/**
 * Total variation distance: ½ Σ |p − q| over shares
 * (https://en.wikipedia.org/wiki/Total_variation_distance_of_probability_measures).
 */
export const totalVariation: Statistic<Distance> = {
  id: 'total_variation',
  title: 'Total variation distance',
  description: 'The share of rows that would have to change cell to undo the difference, from 0 to 1.',
  kinds: ['numeric', 'categorical'],
  order: 7,
  compute(comparison) {
    const cells = psiCells(comparison);
    if (cells === undefined) return undefined;
    const sum = sumOverShares(cells, (reference, current) => Math.abs(reference - current));
    return { distance: Math.min(1, sum / 2) };
  },
  value: (result) => result.distance,
};
