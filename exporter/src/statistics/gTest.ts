import { psiCells, type CellPair } from './cells.js';
import { homogeneity, type Homogeneity } from './homogeneity.js';
import { relativeEntropyTerm } from './relativeEntropyTerm.js';
import type { Statistic } from './statistic.js';

/**
 * Likelihood-ratio test of homogeneity over categories: 2 Σ O ln(O/E) (https://en.wikipedia.org/wiki/G-test). Equals
 * SciPy's `chi2_contingency(lambda_='log-likelihood', correction=False)`.
 */
export const gTest: Statistic<Homogeneity> = {
  id: 'g_test',
  title: 'G-test',
  description:
    'The likelihood-ratio counterpart of the chi-squared test, which weighs rare categories more evenly, with the probability of as much by chance.',
  kinds: ['categorical'],
  order: 11,
  compute(comparison) {
    if (comparison.reference.grid.kind !== 'categorical') return undefined;
    const cells = psiCells(comparison);
    return cells && homogeneity(logLikelihoodRatio(cells), cells.reference.length);
  },
  value: (result) => result.statistic,
};

function logLikelihoodRatio({ reference, current, referenceRows, currentRows }: CellPair): number {
  const rows = referenceRows + currentRows;
  const sum = reference.reduce((total, count, cell) => {
    const other = current[cell] ?? 0;
    // multiplied first, so that expected counts are whole where they should be
    const expected = ((count + other) * referenceRows) / rows;
    const otherExpected = ((count + other) * currentRows) / rows;
    return total + relativeEntropyTerm(count, expected) + relativeEntropyTerm(other, otherExpected);
  }, 0);
  return 2 * sum;
}
