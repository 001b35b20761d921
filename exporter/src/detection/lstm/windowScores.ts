import {
  CELLS,
  EXPECTED_MISSING,
  LOCATION,
  MISSING,
  PRESENT,
  REFERENCE,
  ROWS,
  SPREAD,
} from './bucketSums.js';

/** What is scored of each window. */
export const measures = ['location', 'spread', 'cells', 'missing'] as const;
export type Measure = (typeof measures)[number];

/** Rows that a measure of a window rests on. */
export function rowsOf(of: Measure, sums: Float64Array): number {
  return sums[of === 'missing' ? ROWS : PRESENT] as number;
}

/**
 * Rows of the reference that a window is compared with.
 * @param scale the window's length in buckets
 * @param period the buckets after which the same rows of the reference come again
 */
export function rowsAgainst(sums: Float64Array, scale: number, period: number): number {
  return Math.max(1, ((sums[REFERENCE] as number) / scale) * Math.min(scale, period));
}

/**
 * A window's distance from the reference as if rows were independent: signed standard deviations; of `cells` the G statistic
 * for each degree of freedom, 1 on average. Without rows 0.
 *
 * @param sums of the window's buckets, as `bucketSums` lays them out
 */
export function rawScore(of: Measure, sums: Float64Array): number {
  const rows = rowsOf(of, sums);
  if (!(rows > 0)) return 0;
  switch (of) {
    case 'location':
      return (sums[LOCATION] as number) / Math.sqrt(rows);
    case 'spread':
      return (sums[SPREAD] as number) / Math.sqrt(rows);
    case 'missing':
      return devianceRoot(sums[MISSING] as number, sums[EXPECTED_MISSING] as number, rows);
    case 'cells':
      return gStatistic(sums) / degreesOfFreedom(sums);
  }
}

/**
 * The signed root of the binomial deviance: near a normal deviate in its tails, too, where few missing rows are to be
 * expected (McCullagh and Nelder 1989, section 2.4).
 */
function devianceRoot(hits: number, expected: number, rows: number): number {
  const mean = Math.min(rows - 1e-9, Math.max(1e-9, expected));
  const deviance = 2 * (surprise(hits, mean) + surprise(rows - hits, rows - mean));
  return Math.sign(hits - mean) * Math.sqrt(Math.max(0, deviance));
}

function surprise(seen: number, likely: number): number {
  return seen > 0.5 ? seen * Math.log(seen / likely) : 0;
}

function gStatistic(sums: Float64Array): number {
  const groups = (sums.length - CELLS) / 2;
  let deviance = 0;
  for (let group = 0; group < groups; group++) {
    deviance += surprise(
      sums[CELLS + group] as number,
      Math.max(1e-9, sums[CELLS + groups + group] as number),
    );
  }
  return Math.max(0, 2 * deviance);
}

/** Groups less one. One in which hardly a row is expected adds less than a degree. */
export function degreesOfFreedom(sums: Float64Array): number {
  const groups = (sums.length - CELLS) / 2;
  let freedom = -1;
  for (let group = 0; group < groups; group++) {
    freedom += Math.min(1, 1.1 * Math.sqrt(Math.max(0, sums[CELLS + groups + group] as number)));
  }
  return Math.max(0.5, freedom);
}

/** Wilson and Hilferty's normal deviate of a chi-squared for each degree of freedom. */
export function normalDeviate(ratio: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(ratio) - (1 - spread)) / Math.sqrt(spread);
}
