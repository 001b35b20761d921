const SQUARED_PI = Math.PI ** 2;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Kolmogorov's distribution function P(D ≤ distance) for many observations, by the approximation of Pelz and Good
 * (1976, https://doi.org/10.1111/j.2517-6161.1976.tb01582.x): Kolmogorov's limit and three corrections in 1/√n.
 * Follows SciPy's `_kolmogn_PelzGood` (BSD licence), as the sums in the notation of Simard and L'Ecuyer (2011,
 * https://doi.org/10.18637/jss.v039.i11).
 */
export function pelzGoodDistribution(n: number, distance: number): number {
  const z = Math.sqrt(n) * distance;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const z8 = z4 * z4;
  let limit = 0;
  let first = 0;
  let second = 0;
  let third = 0;
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 1; k--) {
    // sums over odd multiples of π/2 …
    const odd = SQUARED_PI * (k - 0.5) ** 2;
    const weight = Math.exp(-odd / 2 / z2);
    limit += weight;
    first += (odd - z2) * weight;
    second += (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * odd + (1 - 2 * z2) * odd * odd) * weight;
    third +=
      (-30 * z6 -
        90 * z8 +
        (135 * z4 - 96 * z6) * odd +
        (-60 * z2 + 212 * z4) * odd * odd +
        (5 - 30 * z2) * odd ** 3) *
      weight;
    // … and over all multiples of π
    const whole = SQUARED_PI * k * k;
    const wholeWeight = Math.exp(-whole / 2 / z2);
    second -= 2 * z4 * whole * wholeWeight;
    third += 30 * z4 * whole * (3 * z2 - whole) * wholeWeight;
  }
  const rootN = Math.sqrt(n);
  return (
    (SQRT_TWO_PI / z) *
    (limit + first / (6 * z2 * z * rootN) + second / (72 * z6 * n) + third / (6480 * z8 * z * rootN * n))
  );
}
