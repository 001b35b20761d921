import { greatestCommonDivisor } from './greatestCommonDivisor.js';

/** Stands for 1 in the recursion, whose tiniest shares would otherwise be slow, inaccurate subnormal numbers. */
const ONE = 2 ** 1000;
/** Past 2·nm/(n+m)·d² = 760 the probability is below the smallest double (2 exp(−760) = 2e-330). */
const UNDERFLOW = 760;

/**
 * Exact p-value of the two-sample Kolmogorov–Smirnov test: the share of orderings of n and m untied values whose
 * distance is `distance` or more. Equals SciPy's `ks_2samp(method='exact')`.
 *
 * An ordering is a lattice path from (0, 0) to (n, m); counted are those that leave a band around the diagonal. Equal
 * sizes have a closed form by reflection (Gnedenko and Korolyuk 1951; Hodges 1958, https://doi.org/10.1007/BF02589501),
 * others Viehmann's recursion for the share outside, which keeps its relative accuracy in the tail (2021,
 * https://arxiv.org/abs/2102.08037). Time O(n·m·distance).
 */
export function twoSampleKolmogorov(n: number, m: number, distance: number): number {
  const divisor = greatestCommonDivisor(n, m);
  const steps = Math.round(distance * (n / divisor) * m);
  if (steps === 0) return 1;
  if (((2 * n * m) / (n + m)) * distance * distance > UNDERFLOW) return 0;
  const probability =
    n === m ? shareOutsideSquare(n, steps) : shareOutsideBand(Math.max(n, m), Math.min(n, m), divisor, steps);
  return Math.min(1, probability);
}

/** 2·(C(2n, n−h) − C(2n, n−2h) + …) / C(2n, n), nested so that nothing cancels. */
function shareOutsideSquare(n: number, steps: number): number {
  let share = 0;
  for (let k = Math.floor(n / steps); k >= 0; k--) {
    let ratio = 1;
    for (let j = 0; j < steps; j++) ratio *= (n - k * steps - j) / (n + k * steps + j + 1);
    share = ratio * (1 - share);
  }
  return 2 * share;
}

/**
 * The share of paths to (i, j) that have left the band is the mean of the shares at (i − 1, j) and (i, j − 1), weighted
 * by i and j; outside the band |b·i − a·j| < steps it is 1. Points with the same i + j are found from those with one
 * less, and none of them waits for another. By j, and only inside the band; beyond it all stay at 1.
 */
function shareOutsideBand(longer: number, shorter: number, divisor: number, steps: number): number {
  const a = longer / divisor;
  const b = shorter / divisor;
  const shares = new Float64Array(shorter + 1).fill(ONE);
  shares[0] = 0;
  let previousLowest = 0;
  for (let sum = 1; sum <= longer + shorter; sum++) {
    const lowest = Math.max(0, sum - longer, Math.floor((b * sum - steps) / (a + b)) + 1);
    const highest = Math.min(shorter, sum, Math.ceil((b * sum + steps) / (a + b)) - 1);
    // no way past a diagonal without a point in the band
    if (highest < lowest) return 1;
    const reciprocal = 1 / sum;
    for (let j = highest; j > 0 && j >= lowest; j--) {
      shares[j] =
        (shares[j] as number) * ((sum - j) * reciprocal) + (shares[j - 1] as number) * (j * reciprocal);
    }
    // what has left the band, at its lower end
    for (; previousLowest < lowest; previousLowest++) shares[previousLowest] = ONE;
  }
  return (shares[shorter] as number) / ONE;
}
