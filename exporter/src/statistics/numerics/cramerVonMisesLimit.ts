import { scaledBesselK } from './scaledBesselK.js';

/** SciPy stops its series at a term below this, and its p-values of 1e-7 and less are made of what it leaves out. */
const LAST_TERM = 1e-7;
/** Below it, the limit distribution is under 2e-18. */
const CERTAIN = 0.003;

/**
 * Asymptotic p-value of the two-sample Cramér–von Mises test for the criterion T = `statistic` and samples of n
 * and m. Equals SciPy's `cramervonmises_2samp(method='asymptotic')`, whose own error it shares: below about 1e-7 a p-value
 * says no more than "very small".
 *
 * T is moved and scaled to the mean and variance of its limit (Anderson 1962,
 * https://doi.org/10.1214/aoms/1177704477), whose distribution function is a series of Bessel functions K_¼
 * (Csörgő and Faraway 1996, equation 1.3, https://doi.org/10.1111/j.2517-6161.1996.tb02077.x).
 */
export function cramerVonMisesLimit(statistic: number, n: number, m: number): number {
  const total = n + m;
  const pairs = n * m;
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) * (4 * pairs * total - 3 * (n * n + m * m) - 2 * pairs)) / (45 * total * total * 4 * pairs);
  const standardised = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
  if (standardised < CERTAIN) return 1;
  return Math.max(0, 1 - limitDistribution(standardised));
}

function limitDistribution(x: number): number {
  let sum = 0;
  // Γ(k + ½) / Γ(k + 1)
  let ratio = Math.sqrt(Math.PI);
  for (let k = 0; ; k++) {
    if (k > 0) ratio *= (k - 0.5) / k;
    const odd = 4 * k + 1;
    const q = (odd * odd) / (16 * x);
    const term =
      (ratio / (Math.PI ** 1.5 * Math.sqrt(x))) * Math.sqrt(odd) * Math.exp(-2 * q) * scaledBesselK(0.25, q);
    sum += term;
    if (term < LAST_TERM) return sum;
  }
}
