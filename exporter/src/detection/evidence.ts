import { presentRows } from '../profile/profile.js';
import { pearsonChiSquared } from '../statistics/chiSquared.js';
import type { Comparison } from '../statistics/statistic.js';
import { cellTable, poolSmallCells, type CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';
import type { StatisticResult } from './result.js';
import { unevenCell } from './unevenCell.js';
import { unevenTail } from './unevenTail.js';
import { unseenShare } from './unseenShare.js';

/** A question about a feature that a check answers: one hypothesis of the false-discovery correction. */
export interface Evidence {
  readonly of: 'distribution' | 'missing';
  /** Size of the change, as PSI. */
  readonly effect: number;
  /** Probability of as much change without drift. */
  readonly pValue: number;
}

/** So many tests look at a distribution at most. */
export const MOST_TESTS = 5;

/**
 * Has the distribution of the values that are there changed? Several tests look, each at what hides from the others:
 * Kolmogorov–Smirnov at where values lie, Pearson's chi-squared at the PSI cells, Fisher's at the most uneven of all
 * cells (a value that is stuck, a category of hundreds) and at either end, Good and Turing's estimate at unseen values and categories. The
 * smallest p-value counts, times the number of tests (Bonferroni). Undefined where there are too few values to say.
 */
export function distributionEvidence(
  comparison: Comparison,
  statistics: Readonly<Record<string, StatisticResult>>,
  minRows: number,
): Evidence | undefined {
  const { reference, current } = comparison;
  const effect = statistics.psi?.value;
  if (typeof effect !== 'number' || Math.min(presentRows(reference), presentRows(current)) < minRows)
    return undefined;
  const isCategorical = reference.grid.kind === 'categorical';
  const rows = { reference: presentRows(reference), current: presentRows(current) };
  const cells = cellTable(comparison);
  const pValues = [
    statistics.ks?.p_value,
    chiSquared(poolSmallCells(cells, isCategorical)),
    unevenCell(isCategorical ? cells : allCells(comparison), rows, !isCategorical),
    isCategorical ? undefined : unevenTail(comparison),
    unseenShare(comparison),
  ].filter((pValue) => typeof pValue === 'number');
  return { of: 'distribution', effect, pValue: bonferroni(pValues) };
}

/** All cells of a grid, not only those of PSI; empty ones might not have been. */
function allCells({ reference, current }: Comparison): CellRows[] {
  const cells: CellRows[] = [];
  // a thousand cells of each feature, window and hour: an iterator of them takes ten times as long
  for (let cell = 0; cell < reference.counts.length; cell++) {
    cells.push({ reference: reference.counts[cell] as number, current: current.counts[cell] ?? 0 });
  }
  return cells;
}

/** Pearson's test alone: times `MOST_TESTS` its p-value is never below that of `distributionEvidence`. */
export function cellsPValue(comparison: Comparison): number | undefined {
  const isCategorical = comparison.reference.grid.kind === 'categorical';
  return chiSquared(poolSmallCells(cellTable(comparison), isCategorical));
}

/** Has the share of rows without a value changed? Undefined where there are too few rows, or none is missing. */
export function missingEvidence(
  { reference, current }: Comparison,
  statistics: Readonly<Record<string, StatisticResult>>,
  minRows: number,
): Evidence | undefined {
  const effect = statistics.missing_psi?.value;
  if (typeof effect !== 'number' || Math.min(reference.rows, current.rows) < minRows) return undefined;
  if (reference.missing + current.missing === 0) return undefined;
  const pValue = fisherExact(
    { hits: reference.missing, rows: reference.rows },
    { hits: current.missing, rows: current.rows },
  );
  return { of: 'missing', effect, pValue };
}

function chiSquared(cells: readonly CellRows[]): number | undefined {
  return pearsonChiSquared(
    cells.map(({ reference }) => reference),
    cells.map(({ current }) => current),
  )?.p_value;
}

function bonferroni(pValues: readonly number[]): number {
  // one category on both sides leaves nothing to test
  if (pValues.length === 0) return 1;
  return Math.min(1, Math.min(...pValues) * pValues.length);
}
