import { psiCells, type CellPair } from './cells.js';
import { relativeEntropyTerm } from './relativeEntropyTerm.js';
import type { Statistic } from './statistic.js';

export type Divergence = { readonly divergence: number };

/** Added to every count, so that an empty cell leaves the divergence finite (Krichevsky and Trofimov's estimator). */
const HALF_OBSERVATION = 0.5;

/**
 * Kullback–Leibler divergence of the current rows from the reference, in nats, over counts + ½
 * (https://en.wikipedia.org/wiki/Kullback%E2%80%93Leibler_divergence). Cells empty on both sides are left out.
 */
export const kullbackLeibler: Statistic<Divergence> = {
  id: 'kullback_leibler',
  title: 'Kullback–Leibler divergence',
  description:
    'What it costs to expect the reference and meet the current data, in nats per row: 0 for no difference, without an upper bound.',
  kinds: ['numeric', 'categorical'],
  order: 9,
  compute(comparison) {
    const cells = psiCells(comparison);
    return cells && { divergence: relativeEntropy(cells, HALF_OBSERVATION) };
  },
  value: (result) => result.divergence,
};

/** Σ p ln(p/q) with p current and q reference, shares of counts + `added`. */
export function relativeEntropy(
  { reference, current, referenceRows, currentRows }: CellPair,
  added: number,
): number {
  const before = referenceRows + added * reference.length;
  const after = currentRows + added * current.length;
  return reference.reduce(
    (sum, count, cell) =>
      sum + relativeEntropyTerm(((current[cell] ?? 0) + added) / after, (count + added) / before),
    0,
  );
}
