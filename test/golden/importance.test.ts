/** Importance, orders and tests over strata equal scikit-learn's, SciPy's and statsmodels' (`record_importance.py`). */
import { areaUnderCurve } from '../../exporter/src/detection/attribution/aucParts.js';
import { commonOddsRatio, equalOdds } from '../../exporter/src/detection/attribution/breslowDay.js';
import { stratumTest } from '../../exporter/src/detection/attribution/strata.js';
import { correlationRatio } from '../../exporter/src/detection/importance/correlationRatio.js';
import { mutualInformation } from '../../exporter/src/detection/importance/mutualInformation.js';
import { normalizedGain } from '../../exporter/src/detection/importance/normalizedGain.js';
import { spearman } from '../../exporter/src/detection/importance/spearman.js';
import { chiSquaredSurvival } from '../../exporter/src/statistics/numerics/chiSquaredDistribution.js';
import { tableOf } from '../support/jointTables.js';
import { expectGolden, readGolden } from './golden.js';

interface Sides {
  readonly reference: number;
  readonly current: number;
}

const golden = readGolden<{
  readonly mutual_information: { rows: number[]; hits: number[]; information: number; normalized: number }[];
  readonly correlation_ratio: {
    rows: number[];
    sums: number[];
    variance: number;
    eta_squared: number;
    epsilon_squared: number;
  }[];
  readonly orders: { reference: number[]; current: number[]; ndcg: number; spearman: number | null }[];
  readonly strata: {
    rows: Sides[];
    hits: Sides[];
    odds_ratio: number;
    equal_odds: number;
    equal_odds_p: number;
    null_odds: number;
  }[];
  readonly areas: { rows: number[]; hits: number[]; area: number }[];
}>('importance.json');

/** Off by rounding of sums around one where the value is as good as zero. */
function expectNear(actual: number | undefined, expected: number, label: string): void {
  if (Math.abs(expected) < 1e-9) expect(Math.abs((actual ?? NaN) - expected)).toBeLessThan(1e-14);
  else expectGolden(actual, expected, label);
}

test("mutual information and its arithmetic normalisation are scikit-learn's", () => {
  for (const { rows, hits, information, normalized } of golden.mutual_information) {
    const result = mutualInformation(tableOf(rows, hits));
    expectNear(result?.information, information, `information of ${hits} of ${rows}`);
    expectNear(result?.normalized, normalized, `normalised information of ${hits} of ${rows}`);
  }
});

test('the correlation ratio is R² of a regression on the cells, and ε² its adjusted R²', () => {
  for (const { rows, sums, variance, eta_squared, epsilon_squared } of golden.correlation_ratio) {
    const result = correlationRatio(tableOf(rows, sums), variance);
    expectGolden(result?.eta_squared, eta_squared, `η² of ${rows}`);
    expectGolden(result?.epsilon_squared, Math.max(0, epsilon_squared), `ε² of ${rows}`);
  }
});

test("NDCG is scikit-learn's, and Spearman's correlation SciPy's", () => {
  for (const { reference, current, ndcg, spearman: expected } of golden.orders) {
    expectGolden(normalizedGain(reference, current), ndcg, `NDCG of ${current} for ${reference}`);
    const correlation = spearman(reference, current);
    if (expected === null) expect(correlation).toBeUndefined();
    else expectNear(correlation, expected, `Spearman of ${current} and ${reference}`);
  }
});

test("tests over strata are statsmodels'", () => {
  for (const { rows, hits, ...expected } of golden.strata) {
    const strata = rows.map((sides, index) => ({
      rows: sides,
      hits: hits[index] ?? { reference: 0, current: 0 },
    }));
    const ratio = commonOddsRatio(strata) ?? NaN;
    expectGolden(ratio, expected.odds_ratio, 'common odds ratio');
    const test = equalOdds(strata, ratio);
    expectGolden(test?.statistic, expected.equal_odds, 'Breslow and Day');
    expectGolden(
      chiSquaredSurvival(test?.statistic ?? NaN, test?.degreesOfFreedom ?? NaN),
      expected.equal_odds_p,
      'p-value',
    );
    expectGolden((stratumTest(strata) ?? NaN) ** 2, expected.null_odds, 'Cochran, Mantel and Haenszel');
  }
});

test("the area under the curve of scores in cells is scikit-learn's of the cells as scores", () => {
  for (const { rows, hits, area } of golden.areas) {
    expectGolden(
      areaUnderCurve(Float64Array.from(rows), Float64Array.from(hits)),
      area,
      `${hits} of ${rows}`,
    );
  }
});
