import { upperIncompleteGamma } from './upperIncompleteGamma.js';

/**
 * Chi-squared survival function: the probability that a chi-squared variable exceeds `statistic`. Equals SciPy's
 * `chi2.sf` (https://en.wikipedia.org/wiki/Chi-squared_distribution).
 *
 * Zero degrees of freedom are the constant zero, which leaves no doubt about homogeneity: 1 at zero, 0 above.
 */
export function chiSquaredSurvival(statistic: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 0) return statistic > 0 ? 0 : 1;
  return Math.min(1, upperIncompleteGamma(degreesOfFreedom / 2, statistic / 2));
}

/**
 * The value that a chi-squared variable exceeds with probability `upperTail`. Equals SciPy's `chi2.isf`.
 *
 * Newton's method on the logarithm of the survival function, which is close to a line in the tail, kept inside a
 * bracket. Own code, since `@stdlib/math-base-special-gammaincinv` is off by 1e-6 at a tail of 1e-50.
 *
 * @param upperTail above 0 and at most 1
 */
export function chiSquaredQuantile(upperTail: number, degreesOfFreedom: number): number {
  if (upperTail >= 1 || degreesOfFreedom === 0) return 0;
  const target = Math.log(upperTail);
  let low = 0;
  let high = degreesOfFreedom + 1;
  while (chiSquaredSurvival(high, degreesOfFreedom) > upperTail) {
    low = high;
    high *= 2;
  }
  let guess = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const survival = chiSquaredSurvival(guess, degreesOfFreedom);
    if (survival > upperTail) low = guess;
    else high = guess;
    const previous = guess;
    guess += ((Math.log(survival) - target) * survival) / density(guess, degreesOfFreedom);
    if (!(guess > low && guess < high)) guess = (low + high) / 2;
    if (Math.abs(guess - previous) <= 1e-15 * guess) break;
  }
  return guess;
}

/** From the recurrence Q(a + 1, x) − Q(a, x) = xᵃ e⁻ˣ / Γ(a + 1), https://dlmf.nist.gov/8.8#E6. */
function density(statistic: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  const x = statistic / 2;
  const jump = upperIncompleteGamma(a + 1, x) - upperIncompleteGamma(a, x);
  return (jump * a) / statistic;
}
