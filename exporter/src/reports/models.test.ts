import { outcomes } from '../../../test/support/outcomes.js';
import type { FeatureResult, Severity } from '../detection/result.js';
import { effect, modelReports } from './models.js';
import { course, headline, remarks, summarise } from './summary.js';

/** Outcomes whose only feature has these severities, a window each. */
function through(severities: readonly (Severity | 'slight' | 'absent')[]) {
  return severities.flatMap((severity, window) => {
    const [outcome] = outcomes(1, 1);
    const [feature] = outcome?.result.features ?? [];
    if (outcome === undefined || feature === undefined) throw new Error('no outcome');
    const result: FeatureResult = {
      ...feature,
      severity: severity === 'slight' || severity === 'absent' ? 'none' : severity,
      drifted: severity === 'inconclusive' ? null : severity !== 'none',
    };
    return [
      {
        ...outcome,
        result: {
          ...outcome.result,
          window_name: `w${window}`,
          features: severity === 'absent' ? [] : [result],
        },
      },
    ];
  });
}

function told(severities: Parameters<typeof through>[0]) {
  const [report] = modelReports(through(severities));
  const [history] = report?.features ?? [];
  if (report === undefined || history === undefined) throw new Error('no report');
  return {
    since: history.since,
    worst: history.worst,
    course: course(history, report.windows),
    headline: headline(summarise(report)),
    remarks: remarks(summarise(report)),
  };
}

test.each([
  [['none', 'none'], undefined, undefined],
  [['none', 'critical'], 1, 'new in w1'],
  [['none', 'small', 'critical'], 1, 'since w1'],
  [['small', 'none', 'small', 'small'], 2, 'since w2, first w0'],
  [['small', 'inconclusive', 'small'], 0, 'since w0'],
  [['small', 'absent', 'small'], 0, 'since w0'],
  [['none', 'critical', 'none'], undefined, 'only in w1'],
  [['small', 'small', 'none'], undefined, 'w0 to w1'],
  [['small', 'none', 'small', 'none'], undefined, 'in 2 of 4, last w2'],
] as const)('%j has drifted since %s: %s', (severities, since, words) => {
  expect(told(severities)).toMatchObject({ since, course: words });
});

test('headlines say what matters', () => {
  expect(told(['critical']).headline).toBe('1 of 1 feature has drifted beyond a threshold');
  expect(told(['none']).headline).toBe('The feature has not drifted beyond a threshold');
  expect(told(['inconclusive']).headline).toBe('Too little data to say anything about drift');
  expect(told(['critical', 'none']).headline).toBe(
    '1 of 1 feature has drifted beyond a threshold, and has come back',
  );
  expect(told(['none', 'critical']).headline).toBe(
    '1 of 1 feature has drifted beyond a threshold, and still is',
  );
  expect(told(['slight']).remarks).toEqual([
    '1 feature differs by more than chance, yet too little to matter.',
  ]);
});

test('features are ranked by severity, then by effect; models keep their order', () => {
  const reports = modelReports([...outcomes(16, 2, 'b'), ...outcomes(3, 1, 'a')]);
  expect(reports.map(({ model }) => model)).toEqual(['b', 'a']);
  const effects = (reports[0]?.features ?? [])
    .map(({ results, worst }) => results[worst])
    .filter((result) => result?.severity === 'critical')
    .map((result) => (result === undefined ? undefined : effect(result)?.value));
  expect(effects.length).toBeGreaterThan(2);
  expect(effects).toEqual([...effects].sort((a, b) => (b ?? 0) - (a ?? 0)));
});

test('the effect is the worse of PSI and PSI of missing values', () => {
  const base = told(['none']) && through(['none'])[0]?.result.features[0];
  if (base === undefined) throw new Error('no feature');
  const having = (psi: number, missing: number) =>
    effect({ ...base, statistics: { psi: { value: psi }, missing_psi: { value: missing } } });
  expect(having(0.3, 0.1)).toEqual({ value: 0.3, by: 'psi' });
  expect(having(0.1, 0.3)).toEqual({ value: 0.3, by: 'missing_psi' });
  expect(effect({ ...base, statistics: {} })).toBeUndefined();
});
