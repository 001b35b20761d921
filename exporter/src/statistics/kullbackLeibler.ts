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
  const before = rowsOf(reference);
  const after = rowsOf(current);
  let sum = 0;
  for (let cell = 0; cell < reference.length; cell++) {
    sum += relativeEntropyTerm(filled(current, cell) / after, filled(reference, cell) / before);
  }
  return sum;
}

function rowsOf(counts: Float64Array): number {
  let rows = 0;
  for (let cell = 0; cell < counts.length; cell++) rows += filled(counts, cell);
  return rows;
}

function filled(counts: Float64Array, cell: number): number {
  return (counts[cell] as number) || HALF_OBSERVATION;
}
