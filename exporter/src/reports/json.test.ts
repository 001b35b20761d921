import { outcomes, reportOptions } from '../../../test/support/outcomes.js';
import { json } from './json.js';

const render = (...args: Parameters<typeof outcomes>): unknown =>
  JSON.parse(json.render(outcomes(...args), reportOptions) as string);

test('a plain check is one object, named windows and no outcome are arrays', () => {
  expect(render(2, 1)).toMatchObject({
    model: 'credit risk',
    features: [{ kind: 'numeric' }, { kind: 'categorical' }],
  });
  expect(render(1, 2)).toMatchObject([{ window_name: '2013-01' }, { window_name: '2013-02' }]);
  expect(JSON.parse(json.render([], reportOptions) as string)).toEqual([]);
  const [named] = outcomes(1, 2);
  expect(
    Array.isArray(JSON.parse(json.render(named === undefined ? [] : [named], reportOptions) as string)),
  ).toBe(true);
});

test('keys come in the contract’s order, and what is unknown is absent', () => {
  const result = render(1, 1) as { features: { statistics: object }[] };
  expect(Object.keys(result)).toEqual([
    'model',
    'drifted',
    'severity',
    'reference',
    'current',
    'excluded',
    'failed',
    'warnings',
    'features',
  ]);
  const [feature] = result.features;
  expect(Object.keys(feature ?? {})).toEqual([
    'feature',
    'kind',
    'drifted',
    'severity',
    'reason',
    'rows',
    'missing_ratio',
    'out_of_range_ratio',
    'statistics',
  ]);
  expect(Object.keys(feature?.statistics ?? {}).slice(0, 6)).toEqual([
    'psi',
    'missing_psi',
    'ks',
    'jensen_shannon',
    'hellinger',
    'wasserstein',
  ]);
});

test('statistics are put in order whatever order they come in', () => {
  const [outcome] = outcomes(1, 1);
  const [feature] = outcome?.result.features ?? [];
  if (outcome === undefined || feature === undefined) throw new Error('no outcome');
  const statistics = { unheard_of: { value: 1 }, ks: { statistic: 1 }, psi: { value: 1 } };
  const text = json.render(
    [{ ...outcome, result: { ...outcome.result, features: [{ ...feature, statistics }] } }],
    reportOptions,
  ) as string;
  expect([...text.matchAll(/"(psi|ks|unheard_of)": \{/g)].map(([, id]) => id)).toEqual([
    'psi',
    'ks',
    'unheard_of',
  ]);
});

test.each([NaN, Infinity, -Infinity])('%d is refused', (value) => {
  const [outcome] = outcomes(1, 1);
  const [feature] = outcome?.result.features ?? [];
  if (outcome === undefined || feature === undefined) throw new Error('no outcome');
  const broken = {
    ...outcome,
    result: { ...outcome.result, features: [{ ...feature, statistics: { psi: { value } } }] },
  };
  expect(() => json.render([broken], reportOptions)).toThrow('which JSON cannot hold');
});
