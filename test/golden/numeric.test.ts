import { orderedSample } from '../support/samples.js';
import { orderedDistances } from '../../exporter/src/sources/samples/orderedDistances.js';
import { cramerVonMises } from '../../exporter/src/statistics/cramerVonMises.js';
import { kolmogorovSmirnov } from '../../exporter/src/statistics/kolmogorovSmirnov.js';
import { kolmogorovSurvival } from '../../exporter/src/statistics/numerics/kolmogorovSurvival.js';
import { wasserstein } from '../../exporter/src/statistics/wasserstein.js';
import { compareSamples } from '../support/comparisons.js';
import { expectGolden, readGolden } from './golden.js';

interface NumericCase {
  readonly kind: string;
  readonly reference: number[];
  readonly current: number[];
  readonly ks: {
    readonly statistic: number;
    readonly p_value_asymptotic: number;
    readonly p_value_exact: number;
  };
  readonly wasserstein: number;
  readonly cramer_von_mises: { readonly statistic: number; readonly p_value: number };
}

const settings = { significanceLevel: 0.05 };
const cases = readGolden<{ numeric: NumericCase[] }>('scipy.json').numeric;

describe.each(cases.map((golden, index) => [`${index} ${golden.kind}`, golden] as const))(
  '%s',
  (label, golden) => {
    const comparison = compareSamples(golden.reference, golden.current, { exact: true });

    test('Kolmogorov–Smirnov, both p-values', () => {
      const result = kolmogorovSmirnov.compute(comparison, settings);
      expect(result?.method).toBe('exact');
      expectGolden(result?.statistic, golden.ks.statistic, label);
      expectGolden(result?.p_value, golden.ks.p_value_exact, label);
      const [n, m] = [golden.reference.length, golden.current.length];
      const asymptotic = kolmogorovSurvival(Math.round((n * m) / (n + m)), golden.ks.statistic);
      expectGolden(asymptotic, golden.ks.p_value_asymptotic, label);
    });

    test('Kolmogorov–Smirnov on the grid lies within its bound', () => {
      const onGrid = kolmogorovSmirnov.compute({ ...comparison, exact: undefined }, settings);
      const { statistic, error_bound = 0 } = onGrid ?? { statistic: NaN };
      expect(statistic).toBeLessThanOrEqual(golden.ks.statistic + 1e-12);
      expect(statistic + error_bound).toBeGreaterThanOrEqual(golden.ks.statistic - 1e-12);
    });

    test('Wasserstein', () => {
      expectGolden(wasserstein.compute(comparison, settings)?.distance, golden.wasserstein, label);
    });

    test('Wasserstein on the grid lies within its bound', () => {
      const onGrid = wasserstein.compute({ ...comparison, exact: undefined }, settings);
      const { distance, error_bound = 0 } = onGrid ?? { distance: NaN };
      expect(Math.abs(distance - golden.wasserstein)).toBeLessThanOrEqual(error_bound + 1e-12);
      // a loose bound would say nothing
      expect(error_bound).toBeLessThan(0.1 + golden.wasserstein / 2);
    });

    test('Cramér–von Mises, where no value ties', () => {
      const { ties } = orderedDistances(orderedSample(golden.reference), orderedSample(golden.current));
      const result = cramerVonMises.compute(comparison, settings);
      if (ties) {
        expect(result).not.toHaveProperty('p_value');
        return;
      }
      expectGolden(result?.statistic, golden.cramer_von_mises.statistic, label);
      // SciPy takes its asymptotic p-value from 1, with a Bessel function that is off by this much
      if (Math.abs((result?.p_value ?? NaN) - golden.cramer_von_mises.p_value) <= 4e-15) return;
      expectGolden(result?.p_value, golden.cramer_von_mises.p_value, label);
    });
  },
);
