import { logarithmGap } from './logarithmGap.js';
import { stirlingError } from './stirlingError.js';

/** Beyond so many observations SciPy takes the asymptotic formula, and so do we. */
const LARGEST_EXACT = 1_000_000;
/** So many terms of the sum are evaluated at least; far out in the tail nd² of them, since the bump is narrow there. */
const TERMS = 150;
/** −ln of half the smallest double. */
const UNDERFLOW = 745.1332191019412;

/**
 * One-sided Smirnov survival function: the probability that the empirical distribution function of n observations
 * somewhere exceeds the true one by `distance` or more. Equals SciPy's `special.smirnov`.
 *
 * The sum Σ C(n,v) d (d + v/n)^(v−1) (1 − d − v/n)^(n−v) over v ≤ n(1 − d) of Birnbaum and Tingey (1951,
 * https://doi.org/10.1214/aoms/1177729550; van Mulbregt 2018, https://arxiv.org/abs/1802.06966), each term a binomial
 * probability in Loader's form. Its terms are a smooth bump that vanishes at both ends, so that beyond some hundred
 * observations each s-th term, times s, gives the same sum to rounding (the trapezoid rule converges exponentially:
 * from nd² = 2.2 on, where it is asked for, it is within 5e-8 with 64 terms and within 5e-12 with 128).
 * Above a million observations exp(−(6nd + 1)² / 18n), as SciPy does.
 *
 * @param n a whole number above 1
 * @param distance between 1/n and 1
 */
export function smirnovSurvival(n: number, distance: number): number {
  if (2 * n * distance * distance > UNDERFLOW) return 0;
  if (distance >= 1 - 1 / n) return (1 - distance) ** n;
  if (n > LARGEST_EXACT) return Math.exp(-((6 * n * distance + 1) ** 2) / 18 / n);
  const stride = Math.max(1, Math.floor(n / Math.max(TERMS, n * distance * distance)));
  const errorOfN = stirlingError(n);
  const shift = n * distance;
  // the term v = 0, (1 − d)ⁿ, has no Stirling form
  let sum = Math.exp(n * Math.log1p(-distance));
  for (let below = stride; below < n - shift; below += stride) {
    const above = n - below;
    const exponent =
      errorOfN -
      stirlingError(below) -
      stirlingError(above) -
      below * logarithmGap(shift / below) -
      above * logarithmGap(-shift / above);
    sum += (shift / (shift + below)) * Math.sqrt(n / (2 * Math.PI * below * above)) * Math.exp(exponent);
  }
  return Math.min(1, stride * sum);
}
