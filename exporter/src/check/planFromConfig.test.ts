import { registries } from '../../../test/support/registries.js';
import { parseConfig } from '../config/load.js';
import { createDuckDBSource } from '../sources/duckdb.js';
import type { Source } from '../sources/source.js';
import type { CheckPlan } from './plan.js';
import { detectionSettings, planFromConfig } from './planFromConfig.js';

let source: Source;
beforeAll(async () => {
  source = await createDuckDBSource({ name: 'db', threads: 1 });
});
afterAll(() => source.close());

const NOW = '2013-06-15T12:00:00Z';

/** A configuration of one model over rows with these timestamps. */
function configOf(times: readonly string[], model: object, more: object = {}) {
  const rows = times.map((time) => `(TIMESTAMPTZ '${time}', 1.0)`).join(', ');
  const query = `SELECT * FROM (VALUES ${rows}) AS t(time, x)`;
  const monitoring = {
    sources: { db: { type: 'duckdb' } },
    models: [{ name: 'm', source: 'db', query, timestamp_column: 'time', ...model }],
    ...more,
  };
  const bytes = Buffer.from(JSON.stringify(monitoring));
  return parseConfig(
    { folder: '/', monitoringName: 'monitoring_config.yaml', monitoring: bytes },
    { registries, environment: {} },
  );
}

async function planOf(...inputs: Parameters<typeof configOf>): Promise<CheckPlan> {
  const config = configOf(...inputs);
  const [model] = config.models;
  if (model === undefined) throw new Error('no model');
  return planFromConfig(config, model, source, new Date(NOW));
}
/** Windows as text: name, bounds, and whether they are warned of. */
const described = ({ windows }: CheckPlan): string[] =>
  windows.map(({ name, selection: { from, to }, warnings }) =>
    [
      name,
      from?.toISOString().slice(0, 16) ?? '…',
      to?.toISOString().slice(0, 16) ?? '…',
      ...warnings.map(() => 'warned'),
    ].join(' '),
  );
const year = ['2013-01-10T00:00:00Z', '2013-02-10T00:00:00Z', '2013-03-10T00:00:00Z', '2013-05-20T00:00:00Z'];

test('windows cover the rows, and one that overlaps the reference is warned of', async () => {
  const plan = await planOf(year, { reference: { to: '2013-02-15' }, check_windows: 'month' });
  expect(described(plan)).toEqual([
    '2013-01 2013-01-01T00:00 2013-02-01T00:00 warned',
    '2013-02 2013-02-01T00:00 2013-03-01T00:00 warned',
    '2013-03 2013-03-01T00:00 2013-04-01T00:00',
    '2013-04 2013-04-01T00:00 2013-05-01T00:00',
    '2013-05 2013-05-01T00:00 2013-06-01T00:00',
  ]);
  expect(plan.windows[0]?.warnings).toEqual([
    expect.stringMatching(/overlaps the reference: it is compared with its own rows$/),
  ]);
  expect(plan.warnings).toEqual([]);
  expect(plan.reference).toMatchObject({ timestampColumn: 'time', to: new Date('2013-02-15') });
  expect(plan.reference.from).toBeUndefined();
});

test('a window that ends where the reference begins, or begins where it ends, does not overlap it', async () => {
  const plan = await planOf(year, {
    reference: { from: '2013-02-01', to: '2013-03-01' },
    check_windows: 'month',
  });
  expect(described(plan).map((window) => window.endsWith('warned'))).toEqual([
    false,
    true,
    false,
    false,
    false,
  ]);
});

test('a last window that has only begun is left out, with a warning', async () => {
  const plan = await planOf([...year, '2013-06-01T05:00:00Z'], {
    reference: { to: '2013-02-01' },
    check_windows: 'month',
  });
  expect(plan.windows.map(({ name }) => name)).toEqual([
    '2013-01',
    '2013-02',
    '2013-03',
    '2013-04',
    '2013-05',
  ]);
  expect(plan.warnings).toEqual(['window 2013-06 has only begun, it holds less than a day; it is left out']);
});

test('rows of the future are counted in a warning, and are in no window', async () => {
  const plan = await planOf(
    [...year, '2013-06-14T00:00:00Z', '2013-06-20T00:00:00Z', '2099-01-01T00:00:00Z'],
    {
      reference: { to: '2013-02-01' },
      check_windows: 'month',
    },
  );
  expect(plan.warnings).toEqual([
    '2 rows lie in the future, after 2013-06-15T12:00:00.000Z; they are left out',
  ]);
  expect(described(plan).at(-1)).toBe('2013-06 2013-06-01T00:00 2013-06-15T12:00');
});

describe('all rows at once are those that the reference does not hold', () => {
  test.each([
    [{ to: '2013-02-01' }, 'all 2013-02-01T00:00 …'],
    [{ from: '2013-02-01', to: '2013-03-01' }, 'all 2013-03-01T00:00 …'],
    [{ from: '2013-03-01' }, 'all … 2013-03-01T00:00'],
    [{ query: 'SELECT 1.0 AS x' }, 'all … …'],
  ])('with the reference %j', async (reference, window) => {
    expect(described(await planOf(year, { reference }))).toEqual([window]);
  });

  test('and none of the future', async () => {
    const plan = await planOf([...year, '2099-01-01T00:00:00Z'], { reference: { to: '2013-02-01' } });
    expect(described(plan)).toEqual(['all 2013-02-01T00:00 2013-06-15T12:00']);
  });

  test('also where the reference has no end and there are rows of the future', async () => {
    const plan = await planOf([...year, '2099-01-01T00:00:00Z'], { reference: { from: '2013-03-01' } });
    expect(described(plan)).toEqual(['all … 2013-03-01T00:00']);
  });
});

test('a rolling reference ends where the newest lookback begins', async () => {
  const plan = await planOf(
    year,
    { reference: { rolling: '28d' } },
    { monitoring: { lookback_window: '7d' } },
  );
  expect(plan.reference).toMatchObject({ from: new Date('2013-04-15'), to: new Date('2013-05-13') });
  const [window] = plan.windows;
  expect(plan.windows).toHaveLength(1);
  expect(window).toMatchObject({ name: 'latest', warnings: [] });
  expect(window?.selection.from).toEqual(new Date('2013-05-13'));
  expect(await source.rowCount(window?.selection ?? plan.reference)).toBe(1);
});

test('without a timestamp there is one window, of all rows', async () => {
  const plan = await planOf(year, { timestamp_column: undefined, reference: { query: 'SELECT 2.0 AS x' } });
  expect(plan.windows).toMatchObject([
    { name: 'all', selection: { relation: { query: expect.stringContaining('VALUES') } } },
  ]);
  expect(plan.reference).toEqual({ relation: { query: 'SELECT 2.0 AS x' } });
});

test('without a reference there is nothing to compare with, and the error names file and model', async () => {
  await expect(planOf(year, {})).rejects.toMatchObject({
    code: 'config_invalid',
    message: 'monitoring_config.yaml: model m has no reference to compare with',
  });
});

test('features, exclusions, label and settings are those of the model', async () => {
  const model = {
    reference: { to: '2013-02-01' },
    features: [{ name: 'x', kind: 'categorical' }],
    exclude: ['y'],
    label_column: 'late',
  };
  const plan = await planOf(year, model, { detection: { min_rows: 7 } });
  expect(plan).toMatchObject({
    model: 'm',
    features: [{ name: 'x', kind: 'categorical' }],
    exclude: ['y'],
    label: 'late',
    timestamp: 'time',
    settings: { minRows: 7 },
  });
});

test('alert rules of another model do not hold, and those of every model do', () => {
  const thresholds = Buffer.from(
    JSON.stringify({
      psi_thresholds: { no_change: 0.05, small_change: 0.15, significant_change: 0.3 },
      alert_rules: {
        critical: [
          { feature: 'a', threshold: 0.2 },
          { feature: 'b', threshold: 0.2, model: 'other' },
        ],
        warning: [{ feature: 'c', threshold: 0.2, model: 'm' }],
      },
    }),
  );
  const monitoring = Buffer.from(
    JSON.stringify({
      models: [
        { name: 'm', files: 'a.csv' },
        { name: 'other', files: 'b.csv' },
      ],
    }),
  );
  const config = parseConfig(
    { folder: '/', monitoringName: 'monitoring_config.yaml', monitoring, thresholds },
    { registries, environment: {} },
  );
  const names = (model: string): string[][] => {
    const { critical, warning } = detectionSettings(config, model);
    return [critical, warning].map((rules) => rules.map(({ feature }) => feature));
  };
  expect(names('m')).toEqual([['a'], ['c']]);
  // its own rule comes first, and wins where both name one feature
  expect(names('other')).toEqual([['b', 'a'], []]);
  expect(detectionSettings(config, 'm').thresholds).toEqual({
    small: 0.05,
    significant: 0.15,
    critical: 0.3,
  });
});
