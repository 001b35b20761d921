import { logarithmGap } from './logarithmGap.js';
import { stirlingError } from './stirlingError.js';

const MAX_TERMS = 100_000;
const PRECISION = 1e-17;
/** SciPy gives 0 where xᵃ e⁻ˣ / Γ(a) is below it, and so do we. */
const UNDERFLOW = Math.exp(-709.782712893384);

/**
 * Regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a): the share of a gamma variable with shape a
 * that lies above x. Accurate to about 1e-13 relative down to the smallest doubles.
 *
 * Below a + 1 the power series of P = 1 − Q (https://dlmf.nist.gov/8.11#E4), above it Legendre's continued fraction
 * for Q (https://dlmf.nist.gov/8.9#E2) by Lentz's method. Own code, since `@stdlib/math-base-special-gammainc` is off
 * by 1e-3 relative in the tails of 300 and more degrees of freedom (measured against SciPy's `gammaincc`).
 *
 * @param a shape, above zero
 * @param x not negative
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const density = scaledDensity(a, x);
  if (density * a < UNDERFLOW) return x < a ? 1 : 0;
  return x < a + 1 ? Math.max(0, 1 - density * lowerSeries(a, x)) : density * a * upperFraction(a, x);
}

/** xᵃ e⁻ˣ / Γ(a + 1), with Stirling's large parts cancelled by hand. */
function scaledDensity(a: number, x: number): number {
  const ratio = x / a;
  const gap = Math.abs(ratio - 1) < 0.25 ? logarithmGap((x - a) / a) : ratio - 1 - Math.log(ratio);
  return Math.exp(-a * gap - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MAX_TERMS && term > PRECISION * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 2 ** -52) break;
  }
  return fraction;
}
