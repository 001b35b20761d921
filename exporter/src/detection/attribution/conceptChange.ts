import { chiSquaredSurvival } from '../../statistics/numerics/chiSquaredDistribution.js';
import { commonOddsRatio, equalOdds } from './breslowDay.js';
import { cellNames, type CellName } from './cellName.js';
import { isBinary, type JointTable } from './jointTable.js';
import { poolStrata, stratumTest, type Stratum } from './strata.js';

/** A chi-squared test. */
export interface ChiSquaredTest {
  readonly statistic: number;
  readonly degrees_of_freedom: number;
  readonly p_value: number;
}

export interface CellChange {
  readonly cell: CellName;
  readonly rows: { readonly reference: number; readonly current: number };
  /** E[outcome | cell] on either side. */
  readonly mean: { readonly reference: number; readonly current: number };
  readonly change: number;
  /** Of the test that both means are equal; absent where the outcome has no known variance. */
  readonly z?: number;
}

export interface ConceptChange {
  /** Cells with rows on both sides, in the order of the grid. */
  readonly cells: readonly CellChange[];
  /**
   * Is E[outcome | cell] the same on both sides in every cell? Small p-values say that the outcome of like rows has changed,
   * which every feature shows alike where the rate of labels as a whole has risen.
   */
  readonly any?: ChiSquaredTest;
  /**
   * Have the odds changed by the same factor in every cell? They do where only the class shares have changed (label shift:
   * p(x | y) as before). Small p-values say that the relation of this very feature and the outcome is another.
   */
  readonly uneven?: ChiSquaredTest;
  /**
   * How much the changes of the cells differ: their standard deviation, less what chance brings; 0 where they are alike. Cells
   * weigh n m / (n + m), so that one with few rows on a side says little. The size of what `uneven` is the evidence of.
   */
  readonly spread?: number;
  /** That common factor of the odds (Mantel–Haenszel), current over reference. */
  readonly odds_ratio?: number;
}

/**
 * Whether, and in which cells of a feature, the outcome of like rows has changed: E[outcome | cell], reference against current.
 *
 * The evidence needs an outcome of zeros and ones (label or error of a classification), whose variance follows from its mean; of
 * other outcomes only sums are known, and there is none. It takes rows as independent, which hours and days of a stream are
 * not: beside a reference whose own windows differ it overstates. Cells in which fewer than five hits or misses are expected
 * on a side are tested together (Cochran, Mantel and Haenszel), each still against itself.
 *
 * @param binary whether the outcome is 0 or 1; where the sums contradict, there is no evidence
 */
export function conceptChange(
  reference: JointTable,
  current: JointTable,
  { binary }: { readonly binary: boolean },
): ConceptChange {
  const tested = binary && isBinary(reference) && isBinary(current);
  const cells: CellChange[] = [];
  const strata: Stratum[] = [];
  for (const [place, cell] of cellNames(reference.grid).entries()) {
    const rows = { reference: reference.rows[place] ?? 0, current: current.rows[place] ?? 0 };
    if (!(rows.reference > 0 && rows.current > 0)) continue;
    const hits = { reference: reference.sums[place] ?? 0, current: current.sums[place] ?? 0 };
    const mean = { reference: hits.reference / rows.reference, current: hits.current / rows.current };
    const stratum = { rows, hits };
    const z = tested ? stratumTest([stratum]) : undefined;
    if (tested) strata.push(stratum);
    const change = mean.current - mean.reference;
    if (!Number.isFinite(change)) continue;
    cells.push({ cell, rows, mean, change, ...(z === undefined ? {} : { z }) });
  }
  const pools = poolStrata(strata, reference.grid.kind === 'categorical');
  return { cells, ...anyChange(pools), ...unevenChange(strata), ...spreadOf(strata) };
}

/** Deviations of cells' changes, weighted, less the variance that each change has by itself. */
function spreadOf(strata: readonly Stratum[]): Pick<ConceptChange, 'spread'> {
  const changes = strata.map(({ rows, hits }) => {
    const [p, q] = [hits.reference / rows.reference, hits.current / rows.current];
    const chance = (p * (1 - p)) / rows.reference + (q * (1 - q)) / rows.current;
    return { weight: cellWeight(rows), change: q - p, chance };
  });
  const all = changes.reduce((sum, { weight }) => sum + weight, 0);
  if (changes.length < 2) return {};
  const mean = changes.reduce((sum, { weight, change }) => sum + (weight / all) * change, 0);
  const variance = changes.reduce(
    (sum, { weight, change, chance }) =>
      sum + (weight / all) * ((change - mean) ** 2 - (1 - weight / all) * chance),
    0,
  );
  return { spread: Math.sqrt(Math.max(0, variance)) };
}

function anyChange(pools: readonly (readonly Stratum[])[]): Pick<ConceptChange, 'any'> {
  const tests = pools.map(stratumTest).filter((z) => z !== undefined);
  if (tests.length === 0) return {};
  return {
    any: chiSquaredTest(
      tests.reduce((sum, z) => sum + z * z, 0),
      tests.length,
    ),
  };
}

function unevenChange(strata: readonly Stratum[]): Pick<ConceptChange, 'uneven' | 'odds_ratio'> {
  const ratio = commonOddsRatio(strata);
  if (ratio === undefined) return {};
  const test = equalOdds(strata, ratio);
  return {
    odds_ratio: ratio,
    ...(test && { uneven: chiSquaredTest(test.statistic, test.degreesOfFreedom) }),
  };
}

/** What a cell can tell of a change: n m / (n + m) of the rows of either side. */
export function cellWeight({ reference, current }: Stratum['rows']): number {
  return (reference * current) / (reference + current);
}

function chiSquaredTest(statistic: number, degrees_of_freedom: number): ChiSquaredTest {
  return { statistic, degrees_of_freedom, p_value: chiSquaredSurvival(statistic, degrees_of_freedom) };
}
