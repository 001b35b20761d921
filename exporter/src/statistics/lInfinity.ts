import { psiCells } from './cells.js';
import type { Distance } from './distance.js';
import type { Statistic } from './statistic.js';

/** L-infinity (Chebyshev) distance: the largest |p − q| over shares (https://en.wikipedia.org/wiki/Chebyshev_distance). */
export const lInfinity: Statistic<Distance> = {
  id: 'l_infinity',
  title: 'L-infinity distance',
  description:
    'The largest change in the share of any one cell, from 0 to 1; shows a single category that the other distances average away.',
  kinds: ['numeric', 'categorical'],
  order: 8,
  compute(comparison) {
    const cells = psiCells(comparison);
    if (cells === undefined) return undefined;
    const { reference, current, referenceRows, currentRows } = cells;
    const distance = reference.reduce(
      (largest, count, cell) =>
        Math.max(largest, Math.abs(count / referenceRows - (current[cell] ?? 0) / currentRows)),
      0,
    );
    return { distance };
  },
  value: (result) => result.distance,
};
