import { compareSamples } from '../../../test/support/comparisons.js';
import { Draws } from '../../../test/support/randomness.js';
import { compareCategories } from '../../../test/support/samples.js';
import { kolmogorovSmirnov } from '../statistics/kolmogorovSmirnov.js';
import { missingPsi } from '../statistics/missingPsi.js';
import { psi } from '../statistics/psi.js';
import type { Comparison } from '../statistics/statistic.js';
import { distributionEvidence, missingEvidence } from './evidence.js';
import type { StatisticResult } from './result.js';

/** Simulations with a fixed seed: how often evidence is found where there is none, and where there is. */

const settings = { significanceLevel: 0.05 };
function statisticsOf(comparison: Comparison): Record<string, StatisticResult> {
  const computed = [psi, kolmogorovSmirnov, missingPsi].map(
    ({ id, compute }) => [id, compute(comparison, settings)] as const,
  );
  return Object.fromEntries(
    computed.filter(
      (entry): entry is [(typeof entry)[0], NonNullable<(typeof entry)[1]>] => entry[1] !== undefined,
    ),
  );
}
const distribution = (comparison: Comparison): number =>
  distributionEvidence(comparison, statisticsOf(comparison), 30)?.pValue ?? NaN;
const missing = (comparison: Comparison): number =>
  missingEvidence(comparison, statisticsOf(comparison), 30)?.pValue ?? 1;

type Drawer = (draws: Draws) => number;
const numbers = (draw: Drawer) => (draws: Draws, n: number, m: number) =>
  compareSamples(
    draws.many(n, () => draw(draws)),
    draws.many(m, () => draw(draws)),
    { exact: true },
  );
const categories = (draw: Drawer) => (draws: Draws, n: number, m: number) =>
  compareCategories(
    draws.many(n, () => `category ${draw(draws)}`),
    draws.many(m, () => `category ${draw(draws)}`),
  );
/** The monitor does not know unseen categories by name. */
const inMonitor = (compare: ReturnType<typeof categories>) => (draws: Draws, n: number, m: number) => {
  const { reference, current } = compare(draws, n, m);
  return { reference, current };
};

const normal: Drawer = (draws) => draws.normal();
const few: Drawer = (draws) => Math.floor(6 * draws.uniform() ** 2);
/** The k-th category of 20,000 comes up in proportion to 1/k, as words and shops do. */
const skewed: Drawer = (draws) => Math.floor(20_000 ** draws.uniform());
const uniform =
  (kinds: number): Drawer =>
  (draws) =>
    draws.below(kinds);

const kinds = {
  'normal numbers': numbers(normal),
  'numbers of six values': numbers(few),
  'numbers that are mostly zero': numbers((draws) => Math.max(0, draws.normal() - 1)),
  'six categories': categories(few),
  'ninety categories': categories(uniform(90)),
  '300 categories': categories(uniform(300)),
  '5,000 categories': categories(uniform(5_000)),
  'skewed categories': categories(skewed),
  'skewed categories in the monitor': inMonitor(categories(skewed)),
  'ninety categories in the monitor': inMonitor(categories(uniform(90))),
};
const sizes = [
  [100, 100, 200],
  [400, 40, 120],
  [40, 400, 80],
  [1_000, 1_000, 30],
] as const;

test.each(Object.entries(kinds))(
  'without drift, %s give evidence at .05 in about .05 of 430 draws at most',
  (_, compare) => {
    const draws = new Draws(2);
    const pValues = sizes.flatMap(([n, m, runs]) =>
      draws.many(runs, () => distribution(compare(draws, n, m))),
    );
    expect(pValues).toHaveLength(430);
    expect(pValues.every((pValue) => pValue >= 0 && pValue <= 1)).toBe(true);
    // 1.4 standard deviations of 430 draws above .05
    expect(pValues.filter((pValue) => pValue <= 0.05).length / 430).toBeLessThanOrEqual(0.065);
    expect(pValues.filter((pValue) => pValue <= 1e-5)).toEqual([]);
  },
);

test.each(['normal numbers', 'six categories', 'skewed categories'] as const)(
  'without drift, %s of 10,000 against 10,000 rows give evidence at .05 in at most two of 20 draws',
  (kind) => {
    const draws = new Draws(11);
    const pValues = draws.many(20, () => distribution(kinds[kind](draws, 10_000, 10_000)));
    expect(pValues.filter((pValue) => pValue <= 0.05).length).toBeLessThanOrEqual(2);
  },
);

test.each([
  [2_000, 60, 0.005],
  [1_000, 40, 0.02],
  [100, 100, 0.05],
  [1_000, 1_000, 0.3],
  [100, 1_000, 0.01],
])(
  'as many missing among %d and %d rows, a share of %d, is seldom evidence and never strong',
  (n, m, share) => {
    const draws = new Draws(n + m);
    const count = (rows: number): number =>
      draws.many(rows, () => Number(draws.uniform() < share)).reduce((sum, one) => sum + one, 0);
    const side = (rows: number, without: number) => ({
      rows,
      missing: without,
      counts: Float64Array.of(rows - without, 0, 0),
    });
    const { reference, current } = compareCategories(['a'], ['a']);
    const pValues = draws.many(300, () =>
      missing({
        reference: { ...reference, ...side(n, count(n)) },
        current: { ...current, ...side(m, count(m)) },
      }),
    );
    expect(pValues.filter((pValue) => pValue <= 0.05).length / 300).toBeLessThanOrEqual(0.065);
    expect(pValues.filter((pValue) => pValue <= 1e-5)).toEqual([]);
  },
);

describe('with drift, evidence is strong', () => {
  type Maker = (
    rows: (count: number, draw: Drawer) => number[],
    names: (count: number, draw: Drawer) => string[],
  ) => Comparison;
  const some =
    (share: number, value: number, draw: Drawer): Drawer =>
    (own) =>
      own.uniform() < share ? value : draw(own);
  const exact = { exact: true };

  test.each<[string, Maker]>([
    [
      'a mean that has moved by .3 deviations',
      (rows) =>
        compareSamples(
          rows(1_000, normal),
          rows(1_000, (own) => own.normal() + 0.3),
          exact,
        ),
    ],
    [
      'half the deviation',
      (rows) =>
        compareSamples(
          rows(1_000, normal),
          rows(1_000, (own) => own.normal() / 2),
          exact,
        ),
    ],
    [
      'a sentinel in a tenth of a hundred rows',
      (rows) => compareSamples(rows(10_000, normal), rows(100, some(0.1, -999, normal)), exact),
    ],
    [
      'a sentinel in a thirtieth of a thousand rows',
      (rows) => compareSamples(rows(1_000, normal), rows(1_000, some(1 / 30, -999, normal)), exact),
    ],
    [
      'a constant at another value',
      (rows) =>
        compareSamples(
          rows(50, () => 5),
          rows(50, () => 4),
          exact,
        ),
    ],
    [
      'a new category in a tenth of a hundred rows',
      (_, names) => compareCategories(names(10_000, few), names(100, some(0.1, -1, few))),
    ],
    [
      'a new category among many',
      (_, names) => compareCategories(names(10_000, skewed), names(1_000, some(0.1, -1, skewed))),
    ],
    [
      'a tenth of the rows in another category',
      (_, names) => compareCategories(names(1_000, few), names(1_000, some(0.1, 5, few))),
    ],
    [
      'other categories only',
      (_, names) =>
        compareCategories(
          names(500, few),
          names(500, (own) => 10 + few(own)),
        ),
    ],
  ])('%s', (_, compare) => {
    const draws = new Draws(5);
    const rows = (count: number, draw: Drawer): number[] => draws.many(count, () => draw(draws));
    const comparison = compare(rows, (count, draw) => rows(count, draw).map(String));
    expect(distribution(comparison)).toBeLessThan(0.0005);
  });

  test('a tenth of a hundred rows that have gone missing', () => {
    const draws = new Draws(5);
    const present = draws.many(10_000, () => (draws.uniform() < 0.01 ? null : 'a'));
    const current = Array.from({ length: 100 }, (_, row) => (row % 10 === 0 ? null : 'a'));
    expect(missing(compareCategories(present, current))).toBeLessThan(1e-6);
  });
});

test('among thousands of categories, more new ones than the reference lets expect are found', () => {
  const draws = new Draws(11);
  const before = draws.many(10_000, () => `category ${skewed(draws)}`);
  const after = draws.many(1_000, (): string => {
    const name = `category ${skewed(draws)}`;
    return draws.uniform() < 0.2 ? `new ${name}` : name;
  });
  const { reference, current } = compareCategories(before, after);
  expect(distribution({ reference, current })).toBeLessThan(1e-6);
});
