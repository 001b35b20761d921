import { presentRows } from '../profile/profile.js';
import { pearsonChiSquared } from '../statistics/chiSquared.js';
import type { Comparison } from '../statistics/statistic.js';
import { cellTable, poolSmallCells, smallCells, type CellRows } from './cellTable.js';
import { fisherExact } from './fisherExact.js';
import type { StatisticResult } from './result.js';

/** A question about a feature that a check answers: one hypothesis of the false-discovery correction. */
export interface Evidence {
  readonly of: 'distribution' | 'missing';
  /** Size of the change, as PSI. */
  readonly effect: number;
  /** Probability of as much change without drift. */
  readonly pValue: number;
}

/** So many tests look at a distribution at most. */
export const MOST_TESTS = 4;

/**
 * Has the distribution of the values that are there changed? Three tests look: Kolmogorov–Smirnov at where values lie,
 * Pearson's chi-squared at the PSI cells, and Fisher's at what is too rare for those, a single rare or new
 * category, values beyond the reference's range, or more unseen categories than to expect. The smallest p-value counts, times the number of tests (Bonferroni).
 * Undefined where there are too few values to say.
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
  const cells = cellTable(comparison);
  const isCategorical = reference.grid.kind === 'categorical';
  const rare = isCategorical ? smallCells(cells) : beyondRange(comparison);
  const pValues = [
    statistics.ks?.p_value,
    chiSquared(poolSmallCells(cells, isCategorical)),
    mostUneven(rare, presentRows(reference), presentRows(current)),
    unseenShare(comparison),
  ].filter((pValue) => typeof pValue === 'number');
  return { of: 'distribution', effect, pValue: bonferroni(pValues) };
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

/** Values below and above all of the reference's: without drift, seldom are the k lowest of all rows current ones. */
function beyondRange({ reference, current }: Comparison): CellRows[] {
  return [
    { reference: reference.below, current: current.below },
    { reference: reference.above, current: current.above },
  ];
}

/**
 * More unseen categories than the reference itself lets expect? A row of the reference would be unseen by the others
 * where its category occurs once: that share estimates the share of unseen current rows (Good and Turing,
 * https://doi.org/10.1093/biomet/40.3-4.237). Its variance, (once + 2 · twice) / n², is larger than that of a count, so
 * both sides count for less. Undefined where the reference does not know all its categories.
 */
function unseenShare({ reference, current }: Comparison): number | undefined {
  const { grid } = reference;
  if (grid.kind !== 'categorical' || grid.rare === undefined || !grid.complete) return undefined;
  const { once, twice } = grid.rare;
  const dispersion = 1 + (2 * twice) / Math.max(1, once);
  const scaled = (count: number): number => Math.floor(count / dispersion);
  const pValue = fisherExact(
    { hits: Math.ceil(once / dispersion), rows: scaled(presentRows(reference)) },
    { hits: scaled(current.unseen), rows: scaled(presentRows(current)) },
  );
  // fewer than expected is no sign of anything new
  return current.unseen * presentRows(reference) > once * presentRows(current) ? pValue : 1;
}

/** Fisher's test of each cell against all others, corrected for their number; undefined where there is none. */
function mostUneven(
  cells: readonly CellRows[],
  referenceRows: number,
  currentRows: number,
): number | undefined {
  if (cells.length === 0) return undefined;
  return bonferroni(
    cells.map(({ reference, current }) =>
      fisherExact({ hits: reference, rows: referenceRows }, { hits: current, rows: currentRows }),
    ),
  );
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
