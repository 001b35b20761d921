import { cellPair, psiCells, type CellPair } from './cells.js';
import { homogeneity, type Homogeneity } from './homogeneity.js';
import type { Statistic } from './statistic.js';

/** Pearson's chi-squared test of homogeneity over categories. */
export const chiSquared: Statistic<Homogeneity> = {
  id: 'chi_squared',
  title: 'Chi-squared test',
  description:
    'How far the counts of the categories are from what one common distribution would give, with the probability of as much by chance.',
  kinds: ['categorical'],
  order: 10,
  compute(comparison) {
    if (comparison.reference.grid.kind !== 'categorical') return undefined;
    const cells = psiCells(comparison);
    return cells && pearson(cells);
  },
  value: (result) => result.statistic,
};

/**
 * Pearson's chi-squared test of homogeneity of two samples counted in the same cells, without Yates' correction
 * (https://en.wikipedia.org/wiki/Pearson%27s_chi-squared_test). Equals SciPy's `chi2_contingency(correction=False)` over
 * the cells that are not empty on both sides. Undefined where a side is empty.
 */
export function pearsonChiSquared(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Homogeneity | undefined {
  const cells = cellPair(reference, current);
  return cells && pearson(cells);
}

/** Two rows only: Σ (O − E)² / E is nm Σ (a/n − b/m)² / (a + b). */
function pearson({ reference, current, referenceRows, currentRows }: CellPair): Homogeneity {
  const statistic = reference.reduce((sum, count, cell) => {
    const other = current[cell] ?? 0;
    // whole numbers up to here, so that equal shares give exactly zero
    const difference = count * currentRows - other * referenceRows;
    return sum + (difference / referenceRows) * (difference / currentRows / (count + other));
  }, 0);
  return homogeneity(statistic, reference.length);
}
