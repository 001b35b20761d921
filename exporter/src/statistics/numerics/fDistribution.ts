import { logarithmGap } from './logarithmGap.js';
import { stirlingError } from './stirlingError.js';

const MAX_TERMS = 100_000;
const PRECISION = 1e-16;
/** Stands for a zero on the way, as Lentz's method has it. */
const TINY = 1e-300;

/**
 * Survival function of Fisher's F distribution: the probability that a variable with these degrees of freedom exceeds
 * `statistic`. Equals SciPy's `f.sf` (https://en.wikipedia.org/wiki/F-distribution).
 */
export function fSurvival(statistic: number, numerator: number, denominator: number): number {
  if (statistic <= 0) return 1;
  if (statistic === Infinity) return 0;
  const total = denominator + numerator * statistic;
  return incompleteBeta(denominator / total, (numerator * statistic) / total, denominator / 2, numerator / 2);
}

/**
 * Regularised incomplete beta function I_x(a, b) by its continued fraction (https://dlmf.nist.gov/8.17#v) and Lentz's method.
 *
 * @param y 1 − x, which the caller knows better than a difference would tell
 */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x < (a + 1) / (a + b + 2)) return (density(x, y, a, b) / a) * fraction(x, a, b);
  return Math.max(0, 1 - (density(x, y, a, b) / b) * fraction(y, b, a));
}

/** xᵃ yᵇ / B(a, b), with Stirling's large parts cancelled by hand. */
function density(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const gaps = a * logarithmGap((x * n - a) / a) + b * logarithmGap((y * n - b) / b);
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(errors - gaps);
}

function fraction(x: number, a: number, b: number): number {
  const kept = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) < PRECISION * 4) break;
  }
  return result;
}
