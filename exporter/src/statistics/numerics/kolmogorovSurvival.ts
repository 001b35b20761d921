import { durbinDistribution } from './durbinMatrix.js';
import { pelzGoodDistribution } from './pelzGoodDistribution.js';
import { smirnovSurvival } from './smirnovSurvival.js';
import { logFactorialOverPower } from './stirlingError.js';

/** Up to so many observations an exact method is always affordable. */
const FEW = 140;
/** Up to so many the matrix pays; beyond, Pelz and Good are within 1e-12 of it wherever SciPy takes it. */
const LARGEST_MATRIX = 10_000;
/** Below it, P(D ≤ distance) < e⁻³⁶, nothing beside 1. */
const CERTAIN = 0.033;

/**
 * Kolmogorov's survival function: the probability that the empirical distribution function of n observations
 * somewhere differs from the true one by `distance` or more. Equals SciPy's `kstwo.sf`.
 *
 * Methods are chosen as there (`scipy/stats/_ksstats.py`, BSD licence), after Simard and L'Ecuyer (2011,
 * https://doi.org/10.18637/jss.v039.i11), but that Durbin's matrix also stands in for
 * Pomeranz's recursion:
 *
 *     n·d ≤ 1 or ≥ n − 1      Ruben and Gambino's closed forms
 *     d ≥ ½                   twice Smirnov's one-sided probability, exact there
 *     n ≤ 140                 Durbin's matrix to nd² = 4, then twice Smirnov's
 *     n > 140                 twice Smirnov's from nd² = 2.2; below, Durbin's matrix where nd^1.5 ≤ 1.4 and
 *                             n ≤ 10,000, else Pelz and Good; 0 from nd² = 370
 *
 * @param n a whole number above 0
 */
export function kolmogorovSurvival(n: number, distance: number): number {
  const scaled = n * distance;
  if (distance >= 1) return 0;
  if (scaled <= 0.5) return 1;
  if (scaled >= n - 1) return Math.min(1, 2 * (1 - distance) ** n);
  if (scaled <= 1) return 1 - Math.exp(logFactorialOverPower(n) + n * Math.log(2 * scaled - 1));
  if (distance >= 0.5) return Math.min(1, 2 * smirnovSurvival(n, distance));
  const squared = scaled * distance;
  if (squared < CERTAIN) return 1;
  if (n > FEW && squared >= 370) return 0;
  if (squared >= (n > FEW ? 2.2 : 4)) return Math.min(1, 2 * smirnovSurvival(n, distance));
  const durbin = n <= FEW || (n <= LARGEST_MATRIX && n * distance ** 1.5 <= 1.4);
  const below = durbin ? durbinDistribution(n, distance) : pelzGoodDistribution(n, distance);
  return Math.min(1, Math.max(0, 1 - below));
}
