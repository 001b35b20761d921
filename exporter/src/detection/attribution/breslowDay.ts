import type { Stratum } from './strata.js';

/** A table whose expected entries are fewer takes part in the common ratio, and not in the test of its evenness. */
const LEAST_EXPECTED = 1;

/**
 * Mantel and Haenszel's common odds ratio of hits over strata, current over reference
 * (https://doi.org/10.1093/jnci/22.4.719). Undefined where it would be 0, infinite or unknown.
 */
export function commonOddsRatio(strata: readonly Stratum[]): number | undefined {
  let more = 0;
  let less = 0;
  for (const { rows, hits } of strata) {
    const all = rows.reference + rows.current;
    more += (hits.current * (rows.reference - hits.reference)) / all;
    less += (hits.reference * (rows.current - hits.current)) / all;
  }
  return more > 0 && less > 0 && Number.isFinite(more / less) ? more / less : undefined;
}

/**
 * Breslow and Day's test that all strata share one odds ratio (1980, Statistical methods in cancer research I, 4.30), equal to
 * statsmodels' `StratifiedTable.test_equal_odds`. Chi-squared with one degree of freedom less than strata. Undefined with fewer
 * than two strata that can tell.
 *
 * @param ratio of Mantel and Haenszel
 */
export function equalOdds(
  strata: readonly Stratum[],
  ratio: number,
): { readonly statistic: number; readonly degreesOfFreedom: number } | undefined {
  let statistic = 0;
  let told = 0;
  for (const { rows, hits } of strata) {
    const all = hits.reference + hits.current;
    const expected = expectedHits(rows.current, rows.reference, all, ratio);
    const entries = [expected, all - expected, rows.current - expected, rows.reference - all + expected];
    if (!entries.every((entry) => entry >= LEAST_EXPECTED)) continue;
    const variance = 1 / entries.reduce((sum, entry) => sum + 1 / entry, 0);
    statistic += (hits.current - expected) ** 2 / variance;
    told++;
  }
  return told < 2 ? undefined : { statistic, degreesOfFreedom: told - 1 };
}

/**
 * Hits x of n current rows, of `hits` in all, at which the odds ratio is as told: x (m − hits + x) = ratio (hits − x)(n − x).
 * The root is written so that nothing cancels, at a ratio of one either.
 */
function expectedHits(n: number, m: number, hits: number, ratio: number): number {
  const a = 1 - ratio;
  const b = m - hits + ratio * (n + hits);
  const c = ratio * n * hits;
  // a x² + b x − c = 0
  const root = Math.sqrt(Math.max(0, b * b + 4 * a * c));
  return b < 0 ? (root - b) / (2 * a) : (2 * c) / (b + root);
}
