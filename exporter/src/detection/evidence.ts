import { presentRows } from '../profile/profile.js';
import { psiCells } from '../statistics/cells.js';
import { pearsonChiSquared } from '../statistics/chiSquared.js';
import type { Comparison } from '../statistics/statistic.js';
import type { StatisticResult } from './result.js';

/** A question about a feature that a check answers: one hypothesis of the false-discovery correction. */
export interface Evidence {
  readonly of: 'distribution' | 'missing';
  /** Size of the change, as PSI. */
  readonly effect: number;
  /** Probability of as much change without drift. */
  readonly pValue: number;
}

/** Below that many expected rows in a cell, the chi-squared distribution promises too much. */
const EXPECTED_ROWS = 5;

/**
 * Has the distribution of the values that are there changed? By Kolmogorov–Smirnov and by Pearson's chi-squared on
 * the PSI cells, whichever sees it: the smaller p-value, times the number of tests (Bonferroni).
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
  const kolmogorovSmirnov = statistics.ks?.p_value;
  const cells = psiCells(comparison);
  const pooled =
    cells && poolSmallCells(cells.reference, cells.current, reference.grid.kind === 'categorical');
  const chiSquared = pooled && pearsonChiSquared(pooled.reference, pooled.current)?.p_value;
  const pValues = [kolmogorovSmirnov, chiSquared].filter((pValue) => typeof pValue === 'number');
  return { of: 'distribution', effect, pValue: Math.min(1, Math.min(...pValues) * pValues.length) };
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
  return { of: 'missing', effect, pValue: missingPValue(reference, current) };
}

/** Pearson's chi-squared of a two-by-two table, with Yates' correction where a cell expects few rows. */
function missingPValue(
  reference: { rows: number; missing: number },
  current: { rows: number; missing: number },
): number {
  const rows = reference.rows + current.rows;
  const missing = reference.missing + current.missing;
  const expected = (Math.min(reference.rows, current.rows) * Math.min(missing, rows - missing)) / rows;
  const correction = expected < EXPECTED_ROWS ? 0.5 : 0;
  const excess = reference.missing - (reference.rows * missing) / rows;
  const moved = Math.sign(excess) * Math.max(0, Math.abs(excess) - correction);
  const before = (reference.rows * missing) / rows + moved;
  const after = missing - before;
  return pearsonChiSquared([before, reference.rows - before], [after, current.rows - after])?.p_value ?? 1;
}

/**
 * Takes cells together until each expects five rows on either side: numeric cells with their neighbours, categories
 * from the rarest on.
 */
export function poolSmallCells(
  reference: Float64Array,
  current: Float64Array,
  anyOrder: boolean,
): { reference: number[]; current: number[] } {
  const total = (cell: number): number => (reference[cell] ?? 0) + (current[cell] ?? 0);
  const cells = Array.from(reference.keys()).filter((cell) => total(cell) > 0);
  if (anyOrder) cells.sort((a, b) => total(a) - total(b));
  const sum = (counts: Float64Array): number => counts.reduce((rows, count) => rows + count, 0);
  const smallerShare = Math.min(sum(reference), sum(current)) / (sum(reference) + sum(current));
  const pooled = { reference: [0], current: [0] };
  for (const cell of cells) {
    const last = pooled.reference.length - 1;
    const held = (pooled.reference[last] ?? 0) + (pooled.current[last] ?? 0);
    const full = held * smallerShare >= EXPECTED_ROWS;
    const target = full ? last + 1 : last;
    pooled.reference[target] = (pooled.reference[target] ?? 0) + (reference[cell] ?? 0);
    pooled.current[target] = (pooled.current[target] ?? 0) + (current[cell] ?? 0);
  }
  return mergeLast(pooled, smallerShare);
}

/** The last pool may have stayed small. */
function mergeLast(
  { reference, current }: { reference: number[]; current: number[] },
  smallerShare: number,
): { reference: number[]; current: number[] } {
  const last = reference.length - 1;
  const held = (reference[last] ?? 0) + (current[last] ?? 0);
  if (last === 0 || held * smallerShare >= EXPECTED_ROWS) return { reference, current };
  const join = (counts: number[]): number[] => [
    ...counts.slice(0, -2),
    (counts[last - 1] ?? 0) + (counts[last] ?? 0),
  ];
  return { reference: join(reference), current: join(current) };
}
