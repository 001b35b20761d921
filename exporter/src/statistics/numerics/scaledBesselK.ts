/**
 * eˣ K_ν(x): the modified Bessel function of the second kind without its exponential decay, for x > 0 and |ν| < 1.
 *
 * The trapezoid rule on ∫₀^∞ exp(−x (cosh t − 1)) cosh(νt) dt, which converges exponentially
 * (https://dlmf.nist.gov/10.32#E9; Trefethen and Weideman 2014, https://doi.org/10.1137/130932132).
 */
export function scaledBesselK(order: number, x: number): number {
  // the rule's error is exp(−π²/step), and the integrand is a bell 1/√x wide
  const step = Math.min(0.25, 0.7 / Math.sqrt(x));
  let sum = 0.5;
  for (let t = step; ; t += step) {
    // cosh t − 1 = 2 sinh²(t/2) keeps small t accurate
    const decay = 2 * x * Math.sinh(t / 2) ** 2;
    if (decay > 745) return step * sum;
    sum += Math.exp(-decay) * Math.cosh(order * t);
  }
}
