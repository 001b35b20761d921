import {
  chiSquaredQuantile,
  chiSquaredSurvival,
} from '../../exporter/src/statistics/numerics/chiSquaredDistribution.js';
import { cramerVonMisesExact } from '../../exporter/src/statistics/numerics/cramerVonMisesExact.js';
import { cramerVonMisesLimit } from '../../exporter/src/statistics/numerics/cramerVonMisesLimit.js';
import { kolmogorovSurvival } from '../../exporter/src/statistics/numerics/kolmogorovSurvival.js';
import { scaledBesselK } from '../../exporter/src/statistics/numerics/scaledBesselK.js';
import { twoSampleKolmogorov } from '../../exporter/src/statistics/numerics/twoSampleKolmogorov.js';
import { expectGolden, readGolden } from './golden.js';

interface Distributions {
  readonly kolmogorov_survival: [n: number, distance: number, probability: number][];
  readonly chi_squared_survival: [statistic: number, degreesOfFreedom: number, probability: number][];
  readonly chi_squared_quantile: [upperTail: number, degreesOfFreedom: number, statistic: number][];
  readonly two_sample_kolmogorov: [n: number, m: number, distance: number, probability: number][];
  readonly cramer_von_mises: [method: string, n: number, m: number, statistic: number, probability: number][];
  readonly scaled_bessel_k: [x: number, value: number][];
}

const golden = readGolden<Distributions>('distributions.json');

/** SciPy takes its asymptotic p-value from 1, with a Bessel function that is off by this much. */
const ROUNDING_OF_SCIPY = 4e-15;

describe('distributions equal SciPy to 1e-9, relative', () => {
  test('kstwo.sf', () => {
    for (const [n, distance, expected] of golden.kolmogorov_survival) {
      expectGolden(kolmogorovSurvival(n, distance), expected, `n ${n}, distance ${distance}`);
    }
  });

  test('chi2.sf', () => {
    for (const [statistic, degreesOfFreedom, expected] of golden.chi_squared_survival) {
      const label = `${statistic} at ${degreesOfFreedom} degrees of freedom`;
      expectGolden(chiSquaredSurvival(statistic, degreesOfFreedom), expected, label);
    }
  });

  test('chi2.isf', () => {
    for (const [upperTail, degreesOfFreedom, expected] of golden.chi_squared_quantile) {
      const label = `tail ${upperTail} at ${degreesOfFreedom} degrees of freedom`;
      expectGolden(chiSquaredQuantile(upperTail, degreesOfFreedom), expected, label);
    }
  });

  test('exact ks_2samp, either way round', () => {
    for (const [n, m, distance, expected] of golden.two_sample_kolmogorov) {
      expectGolden(twoSampleKolmogorov(n, m, distance), expected, `n ${n}, m ${m}, distance ${distance}`);
      expectGolden(twoSampleKolmogorov(m, n, distance), expected, `n ${m}, m ${n}, distance ${distance}`);
    }
  });

  test('cramervonmises_2samp', () => {
    for (const [method, n, m, statistic, expected] of golden.cramer_von_mises) {
      const distribution = method === 'exact' ? cramerVonMisesExact : cramerVonMisesLimit;
      const actual = distribution(statistic, n, m);
      if (method === 'asymptotic' && Math.abs(actual - expected) <= ROUNDING_OF_SCIPY) continue;
      expectGolden(actual, expected, `${method}, n ${n}, m ${m}, statistic ${statistic}`);
    }
  });

  test('kve(1/4, x)', () => {
    for (const [x, expected] of golden.scaled_bessel_k) {
      expectGolden(scaledBesselK(0.25, x), expected, `x ${x}`);
    }
  });
});
