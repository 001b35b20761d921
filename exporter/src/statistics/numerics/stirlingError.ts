const HALF_LOG_TWO_PI = 0.918938533204672741780329736405618;

/** Bernoulli numbers B₂ⱼ / (2j (2j − 1)) for j = 8 … 1. */
const COEFFICIENTS = [
  -2.955065359477124183e-2, 6.4102564102564102564e-3, -1.9175269175269175269e-3, 8.4175084175084175084e-4,
  -5.952380952380952381e-4, 7.9365079365079365079e-4, -2.7777777777777777778e-3, 8.3333333333333333333e-2,
];

/**
 * Error of Stirling's formula: ln Γ(z + 1) − [½ ln(2πz) + z ln z − z] for z > 0.
 *
 * Factorials and binomial coefficients are written with it, so that the large parts of their logarithms cancel on
 * paper and not in floating point (Loader 2000, https://www.r-project.org/doc/reports/CLoader-dbinom-2002.pdf;
 * series: https://dlmf.nist.gov/5.11#E1).
 */
export function stirlingError(z: number): number {
  let shifted = z;
  let steps = 0;
  // the series is good to the last bit from 16 on; below, climb there by Γ(z + 2) = (z + 1) Γ(z + 1)
  for (; shifted < 16; shifted++) steps += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const reciprocal = 1 / shifted;
  let series = 0;
  for (const coefficient of COEFFICIENTS) series = series * reciprocal * reciprocal + coefficient;
  return steps + series * reciprocal;
}

/** ln(n! / nⁿ) for n > 0, without the cancellation of ln n! against n ln n. */
export function logFactorialOverPower(n: number): number {
  return HALF_LOG_TWO_PI + Math.log(n) / 2 - n + stirlingError(n);
}
