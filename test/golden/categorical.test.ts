import { chiSquared } from '../../exporter/src/statistics/chiSquared.js';
import { gTest } from '../../exporter/src/statistics/gTest.js';
import { hellinger } from '../../exporter/src/statistics/hellinger.js';
import { jensenShannon } from '../../exporter/src/statistics/jensenShannon.js';
import { kullbackLeibler } from '../../exporter/src/statistics/kullbackLeibler.js';
import { lInfinity } from '../../exporter/src/statistics/lInfinity.js';
import { psi } from '../../exporter/src/statistics/psi.js';
import { totalVariation } from '../../exporter/src/statistics/totalVariation.js';
import { compareCounts } from '../support/comparisons.js';
import { expectGolden, readGolden } from './golden.js';

interface CategoricalCase {
  readonly reference_counts: number[];
  readonly current_counts: number[];
  readonly chi_squared: {
    readonly statistic: number;
    readonly p_value: number;
    readonly degrees_of_freedom: number;
  };
  readonly g_test: { readonly statistic: number; readonly p_value: number };
  readonly jensen_shannon_distance_base2: number;
  readonly hellinger: number;
  readonly total_variation: number;
  readonly l_infinity: number;
  readonly psi: number;
  readonly kl_current_vs_reference: number;
}

const settings = { significanceLevel: 0.05 };
const cases = readGolden<{ categorical: CategoricalCase[] }>('scipy.json').categorical;

test.each(cases.map((golden, index) => [index, golden] as const))('categorical case %i', (index, golden) => {
  const label = `case ${index}`;
  const comparison = compareCounts(golden.reference_counts, golden.current_counts);
  const pearson = chiSquared.compute(comparison, settings);
  expectGolden(pearson?.statistic, golden.chi_squared.statistic, label);
  expectGolden(pearson?.p_value, golden.chi_squared.p_value, label);
  expect(pearson?.degrees_of_freedom).toBe(golden.chi_squared.degrees_of_freedom);
  const likelihood = gTest.compute(comparison, settings);
  expectGolden(likelihood?.statistic, golden.g_test.statistic, label);
  expectGolden(likelihood?.p_value, golden.g_test.p_value, label);
  expectGolden(
    jensenShannon.compute(comparison, settings)?.distance,
    golden.jensen_shannon_distance_base2,
    label,
  );
  expectGolden(hellinger.compute(comparison, settings)?.distance, golden.hellinger, label);
  expectGolden(totalVariation.compute(comparison, settings)?.distance, golden.total_variation, label);
  expectGolden(lInfinity.compute(comparison, settings)?.distance, golden.l_infinity, label);
  expectGolden(psi.compute(comparison, settings)?.value, golden.psi, label);
  const divergence = kullbackLeibler.compute(comparison, settings)?.divergence;
  expectGolden(divergence, golden.kl_current_vs_reference, label);
});
