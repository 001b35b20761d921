import { psiCells, type CellPair } from './cells.js';
import { relativeEntropyTerm } from './relativeEntropyTerm.js';
import type { Statistic } from './statistic.js';

export type Divergence = { readonly divergence: number };

/** A cell that is empty on one side counts there as so many observations, so that the divergence is finite. */
const HALF_OBSERVATION = 0.5;

/**
 * Kullback–Leibler divergence of the current rows from the reference, in nats
 * (https://en.wikipedia.org/wiki/Kullback%E2%80%93Leibler_divergence). Equals SciPy's `entropy(current, reference)` where
 * no cell is empty; an empty cell counts as half an observation and the shares are normalised again, which keeps the
 * divergence from becoming negative. Cells empty on both sides are left out.
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
    return cells && { divergence: relativeEntropy(cells) };
  },
  value: (result) => result.divergence,
};

/** Σ p ln(p/q) with p current and q reference. */
function relativeEntropy({ reference, current }: CellPair): number {
  const before = sharesOf(reference);
  const after = sharesOf(current);
  return before.reduce((sum, share, cell) => sum + relativeEntropyTerm(after[cell] ?? 0, share), 0);
}

function sharesOf(counts: Float64Array): number[] {
  const filled = Array.from(counts, (count) => count || HALF_OBSERVATION);
  const rows = filled.reduce((sum, count) => sum + count, 0);
  return filled.map((count) => count / rows);
}
