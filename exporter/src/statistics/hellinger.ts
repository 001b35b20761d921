import { psiCells, sumOverShares } from './cells.js';
import type { Distance } from './distance.js';
import type { Statistic } from './statistic.js';

/** Hellinger distance: √(½ Σ (√p − √q)²) over shares (https://en.wikipedia.org/wiki/Hellinger_distance). */
export const hellinger: Statistic<Distance> = {
  id: 'hellinger',
  title: 'Hellinger distance',
  description:
    'The distance between the square roots of the shares, from 0 (the same) to 1 (no cell in common); notices rare cells early.',
  kinds: ['numeric', 'categorical'],
  order: 5,
  compute(comparison) {
    const cells = psiCells(comparison);
    if (cells === undefined) return undefined;
    const squares = sumOverShares(
      cells,
      (reference, current) => (Math.sqrt(reference) - Math.sqrt(current)) ** 2,
    );
    return { distance: Math.sqrt(Math.min(1, squares / 2)) };
  },
  value: (result) => result.distance,
};
