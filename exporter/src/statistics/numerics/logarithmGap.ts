/**
 * u − ln(1 + u): how far the logarithm lies below its tangent at 1. Never negative, accurate for tiny u, where the
 * plain difference would cancel. It is the building block of deviance terms.
 *
 * Near zero, ln(1 + u) = 2 artanh(r) with r = u / (2 + u), and u − 2r = u·r exactly (the arrangement of Loader 2000,
 * "Fast and accurate computation of binomial probabilities"; https://www.r-project.org/doc/reports/CLoader-dbinom-2002.pdf).
 *
 * @param u greater than −1
 */
export function logarithmGap(u: number): number {
  if (Math.abs(u) > 0.25) return u - Math.log1p(u);
  const ratio = u / (2 + u);
  const squared = ratio * ratio;
  let tail = 0;
  // |r| ≤ 1/7, so that 1/49 to the tenth is far below rounding
  for (let odd = 21; odd >= 3; odd -= 2) tail = 1 / odd + squared * tail;
  return ratio * (u - 2 * squared * tail);
}
