/**
 * p ln(p/q) − p + q, one term of a relative entropy, for p ≥ 0 and q > 0. Never negative, and in sums of shares the
 * additions cancel, so that no sum falls below zero by rounding. The same as SciPy's `special.kl_div`.
 */
export function relativeEntropyTerm(p: number, q: number): number {
  if (p === 0) return q;
  return Math.max(0, p * Math.log(p / q) - p + q);
}
