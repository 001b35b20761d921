import { psiCells } from './cells.js';
import { populationStability, type PopulationStability } from './populationStability.js';
import type { Statistic } from './statistic.js';

/** Population stability index over the PSI cells of the rows that are not missing. */
export const psi: Statistic<PopulationStability> = {
  id: 'psi',
  title: 'Population stability index (PSI)',
  description:
    'How far the shares of rows in the cells of the reference have moved: 0 for none, by convention small from 0.1 and critical from 0.25.',
  kinds: ['numeric', 'categorical'],
  order: 1,
  compute(comparison) {
    const cells = psiCells(comparison);
    return cells && populationStability(cells);
  },
  value: (result) => result.value,
};
