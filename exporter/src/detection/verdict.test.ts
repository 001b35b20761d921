import fc from 'fast-check';
import { compareCounts, compareSamples } from '../../../test/support/comparisons.js';
import { anyColumn, compareCategories } from '../../../test/support/samples.js';
import type { Comparison } from '../statistics/statistic.js';
import type { FeatureResult, Severity } from './result.js';
import { defaultDetection, type DetectionSettings } from './settings.js';
import { judge, worstSeverity } from './verdict.js';

function judgeOne(comparison: Comparison, settings: Partial<DetectionSettings> = {}): FeatureResult {
  const [result] = judge([{ feature: 'x', comparison }], { ...defaultDetection, ...settings });
  if (result === undefined) throw new Error('no result');
  return result;
}
const repeat = (value: number, times: number): number[] => Array.from({ length: times }, () => value);
const ramp = (rows: number, from = 0): number[] =>
  Array.from({ length: rows }, (_, index) => from + index / rows);
/** Two categories whose PSI is told by how many rows of 10,000 move from one to the other. */
const moved = (rows: number): Comparison => compareCounts([5_000, 5_000], [5_000 - rows, 5_000 + rows]);
const psiOf = ({ statistics }: FeatureResult): number => Number(statistics.psi?.value);

describe('drifted', () => {
  test('is true where values have moved, with the reason', () => {
    const result = judgeOne(compareSamples(ramp(500), ramp(500, 0.5), { exact: true }));
    expect(result).toMatchObject({ drifted: true, severity: 'critical', kind: 'numeric' });
    expect(result.reason).toMatch(
      /^mean [\d.]+ → [\d.]+: PSI [\d.]+ \(critical from 0\.25; up to 0\.\d+ is noise\)$/,
    );
  });

  test('is false where nothing has moved', () => {
    const result = judgeOne(compareSamples(ramp(500), ramp(500), { exact: true }));
    expect(result).toMatchObject({ drifted: false, severity: 'none' });
    expect(result.reason).toMatch(/^no evidence of change: PSI 0, of which up to [\d.]+ is noise$/);
  });

  test('names the category that moved most', () => {
    expect(judgeOne(moved(1_500)).reason).toMatch(/^"category 0" 50 % → 35 %: PSI/);
    const other = compareCategories(
      [...repeat(1, 500), ...repeat(2, 500)].map(String),
      [...repeat(1, 450), ...repeat(2, 450), ...repeat(3, 300)].map(String),
    );
    expect(judgeOne(other).reason).toMatch(/^unseen categories 0 % → 25 %/);
  });

  test('needs an effect, however certain the change is', () => {
    const certain = compareCounts([500_000, 500_000], [480_000, 520_000]);
    const result = judgeOne(certain);
    expect(psiOf(result)).toBeLessThan(0.01);
    expect(result).toMatchObject({ drifted: false, severity: 'none' });
    expect(result.reason).toMatch(/^changed, but too little to matter: PSI 0\.00\d+$/);
    expect(judgeOne(certain, { minEffect: 0.001 })).toMatchObject({ drifted: true, severity: 'none' });
  });

  test('finds a small part that has changed much, and the reason says which', () => {
    const outliers = ramp(20_000).map((value, row) => (row % 150 === 0 ? -999 : value));
    const result = judgeOne(compareSamples(ramp(20_000), outliers, { exact: true }));
    expect(psiOf(result)).toBeLessThan(0.01);
    expect(result).toMatchObject({ drifted: true, severity: 'none' });
    expect(result.reason).toMatch(/^values up to 0 0 % → 0\.67 %: PSI 0\.00\d+ \(below 0\.1; /);
    expect(judgeOne(compareSamples(ramp(20_000), outliers), { minEffect: 0.1 }).drifted).toBe(false);
    const heap = ramp(20_000).map((value, row) => (row % 50 === 0 ? 0.505 : value));
    expect(judgeOne(compareSamples(ramp(20_000), heap, { exact: true })).reason).toMatch(
      /^values above 0\.5\d* up to 0\.5\d* [\d.]+ % → [\d.]+ %: PSI 0\.00/,
    );
    const high = ramp(20_000).map((value, row) => (row % 150 === 0 ? 9 : value));
    expect(judgeOne(compareSamples(ramp(20_000), high, { exact: true })).reason).toMatch(
      /^values above 1 0 % → 0\.67 %/,
    );
  });

  test('needs evidence, however large the effect is', () => {
    const result = judgeOne(compareCounts([20, 20], [28, 12]));
    expect(psiOf(result)).toBeGreaterThan(0.1);
    expect(result).toMatchObject({ drifted: false, severity: 'none' });
    expect(result.reason).toMatch(/evidence of change/);
  });

  test('is corrected over all features: what is evidence alone is none among many', () => {
    const barely = compareCounts([300, 300], [356, 244]);
    const still = Array.from({ length: 40 }, (_, index) => ({
      feature: `still ${index}`,
      comparison: compareCounts([300, 300], [300, 300]),
    }));
    const settings = { ...defaultDetection, falseDiscoveryRate: 0.01 };
    expect(judge([{ feature: 'x', comparison: barely }], settings)[0]?.drifted).toBe(true);
    expect(judge([{ feature: 'x', comparison: barely }, ...still], settings)[0]?.drifted).toBe(false);
  });

  test.each([
    [29, 500],
    [500, 29],
    [0, 500],
    [500, 0],
    [0, 0],
  ])('is null with %d reference and %d current rows, and the reason counts them', (n, m) => {
    const result = judgeOne(compareSamples(ramp(n), ramp(m, 9), { exact: true }));
    expect(result).toMatchObject({ drifted: null, severity: 'inconclusive' });
    for (const [rows, side] of [
      [n, 'reference'],
      [m, 'current'],
    ] as const) {
      if (rows < 30) expect(result.reason).toContain(`${rows} ${side} rows with a value`);
      else expect(result.reason).not.toContain(side);
    }
    expect(result.reason).toMatch(/; at least 30 are needed$/);
  });

  test('is null where it cannot be told for another reason, and then is no evidence against others', () => {
    const barely = { feature: 'x', comparison: compareCounts([300, 300], [356, 244]) };
    const settings = { ...defaultDetection, falseDiscoveryRate: 0.01 };
    const others = Array.from({ length: 40 }, (_, index) => ({
      feature: `other ${index}`,
      comparison: moved(2_500),
      inconclusive: 'for a reason',
    }));
    const [told, other] = judge([barely, ...others], settings);
    expect(told?.drifted).toBe(true);
    expect(other).toMatchObject({ drifted: null, severity: 'inconclusive', reason: 'for a reason' });
  });

  test('is known from min_rows on', () => {
    expect(judgeOne(compareSamples(ramp(30), ramp(30, 9), { exact: true })).drifted).toBe(true);
    expect(
      judgeOne(compareSamples(ramp(30), ramp(30, 9), { exact: true }), { minRows: 31 }).drifted,
    ).toBeNull();
  });
});

describe('missing values', () => {
  test('all of the current ones are drift, and critical', () => {
    const result = judgeOne(compareSamples(ramp(500), repeat(NaN, 500)));
    expect(result).toMatchObject({
      drifted: true,
      severity: 'critical',
      missing_ratio: { reference: 0, current: 1 },
    });
    expect(result.reason).toMatch(
      /^missing 0 % → 100 %: PSI of missing values [\d.]+ \(critical from 0\.25\)$/,
    );
  });

  test('on both sides alike are inconclusive where no value is left', () => {
    expect(judgeOne(compareSamples(repeat(NaN, 500), repeat(NaN, 400)))).toMatchObject({
      drifted: null,
      severity: 'inconclusive',
    });
  });

  test('count by the worse of the two effects, and the reason says which', () => {
    const without = (rows: number): number[] => [...ramp(500), ...repeat(NaN, rows)];
    const result = judgeOne(compareSamples(without(0), without(250), { exact: true }));
    expect(result).toMatchObject({ drifted: true, severity: 'critical' });
    expect(result.reason).toMatch(/^missing 0 % → 33\.3 %/);
    expect(psiOf(result)).toBeLessThan(0.01);
  });

  test('one or two among many rows are no drift', () => {
    const one = compareCounts([500, 500], [50, 50], [0, 1]);
    expect(judgeOne(one)).toMatchObject({ drifted: false, severity: 'none' });
  });
});

describe('severity', () => {
  // PSI: .0405, .1695, .2181, .2747, and 4.52 of 4,900
  test.each<[number, Partial<DetectionSettings>, Severity]>([
    [1_000, {}, 'none'],
    [2_000, {}, 'small'],
    [2_250, {}, 'significant'],
    [2_500, {}, 'critical'],
    [2_000, { critical: [{ feature: 'x', threshold: 0.15 }] }, 'critical'],
    [2_500, { critical: [{ feature: 'x', threshold: 0.5 }] }, 'significant'],
    [2_500, { critical: [{ feature: 'y', threshold: 0.5 }] }, 'critical'],
    [2_250, { warning: [{ feature: 'x', threshold: 0.25 }] }, 'small'],
    [2_500, { warning: [{ feature: 'x', threshold: 0.25 }] }, 'significant'],
    [4_900, { warning: [{ feature: 'x', threshold: 0.25 }] }, 'significant'],
    [
      4_900,
      { warning: [{ feature: 'x', threshold: 0.25 }], critical: [{ feature: 'x', threshold: 1 }] },
      'critical',
    ],
  ])('of %d moved rows with %j is %s', (rows, settings, severity) => {
    const result = judgeOne(moved(rows), settings);
    expect(result).toMatchObject({ drifted: true, severity });
    if (severity !== 'none') expect(result.reason).toContain(`(${severity} from `);
    else expect(result.reason).toContain('(below 0.1');
  });

  test('is reached at the threshold itself', () => {
    const effect = psiOf(judgeOne(moved(2_000)));
    const thresholds = { small: effect, significant: 2, critical: 3 };
    expect(judgeOne(moved(2_000), { thresholds }).severity).toBe('small');
    expect(judgeOne(moved(1_999), { thresholds }).severity).toBe('none');
  });

  test.each<[Severity[], Severity]>([
    [[], 'inconclusive'],
    [['inconclusive'], 'inconclusive'],
    [['inconclusive', 'none'], 'none'],
    [['none', 'critical', 'small'], 'critical'],
    [['small', 'significant', 'inconclusive'], 'significant'],
  ])('of a check with %j is the worst, %s', (severities, worst) => {
    expect(worstSeverity(severities.map((severity) => ({ severity })))).toBe(worst);
  });
});

test('side ratios are told where the reference knows all its values, and are 0 without rows', () => {
  const numeric = judgeOne(compareSamples(ramp(40), [-1, 2, 0.01, ...ramp(40)]));
  expect(numeric.unseen_ratio).toBeCloseTo(1 / 43, 12);
  expect(numeric.out_of_range_ratio).toBeCloseTo(2 / 43, 12);
  const many = Array.from({ length: 1_200 }, (_, index) => index);
  expect(judgeOne(compareSamples(many, many)).unseen_ratio).toBeUndefined();
  expect(judgeOne(compareSamples(ramp(40), []))).toMatchObject({
    out_of_range_ratio: 0,
    unseen_ratio: 0,
    missing_ratio: { reference: 0, current: 0 },
  });
  expect(judgeOne(moved(10)).out_of_range_ratio).toBeUndefined();
});

test('whatever the values, results are finite and reasons are words', () => {
  fc.assert(
    fc.property(anyColumn, anyColumn, fc.integer({ min: 1, max: 30 }), (reference, current, minRows) => {
      const comparison = compareSamples(reference, current, { exact: true });
      const results = [comparison, { reference: comparison.reference, current: comparison.current }].map(
        (each) => judgeOne(each, { minRows }),
      );
      for (const { reason, drifted, severity, ...rest } of results) {
        expect(reason.length).toBeGreaterThan(10);
        expect(reason).not.toMatch(/NaN|undefined|Infinity|null/);
        expect(severity === 'inconclusive').toBe(drifted === null);
        expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
      }
    }),
  );
});

test('features keep their order and their names', () => {
  const comparisons = ['b', 'a', 'c'].map((feature, index) => ({ feature, comparison: moved(index * 900) }));
  const results = judge(comparisons, defaultDetection);
  expect(results.map(({ feature, drifted }) => [feature, drifted])).toEqual([
    ['b', false],
    ['a', true],
    ['c', true],
  ]);
});
