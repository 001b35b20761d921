import { presentRows } from '../profile/profile.js';
import { cellPair } from './cells.js';
import { populationStability, type PopulationStability } from './populationStability.js';
import type { Statistic } from './statistic.js';

/** Population stability index of two cells: rows with a value, and rows without. Needs a row on either side. */
export const missingPsi: Statistic<PopulationStability> = {
  id: 'missing_psi',
  title: 'PSI of missing values',
  description: 'How far the share of rows without a value has moved, on the scale of PSI: 0 for none.',
  kinds: ['numeric', 'categorical'],
  order: 2,
  compute({ reference, current }) {
    const cells = cellPair(
      [presentRows(reference), reference.missing],
      [presentRows(current), current.missing],
    );
    return cells && populationStability(cells);
  },
  value: (result) => result.value,
};
