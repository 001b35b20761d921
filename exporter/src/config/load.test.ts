import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftError } from '../errors.js';
import { loadConfig } from './load.js';
import { problemsOf } from './problems.js';
import { registries } from '../../../test/support/registries.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drift-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, content: string) => writeFile(join(folder, name), content);
const load = (environment: Record<string, string> = {}) => loadConfig(folder, { registries, environment });

const designThresholds = {
  psi_thresholds: { no_change: 0.1, small_change: 0.2, significant_change: 0.25 },
  ks_test: { significance_level: 0.05 },
  alert_rules: {
    critical: [
      { feature: 'credit_score', threshold: 0.15 },
      { feature: 'income', threshold: 0.2 },
    ],
    warning: [{ feature: 'age', threshold: 0.25 }],
  },
};

describe('the keys of the two files', () => {
  const flow = [
    `psi_thresholds: { no_change: 0.1, small_change: 0.2, significant_change: 0.25 }
ks_test: { significance_level: 0.05 }
alert_rules:
  critical: [ { feature: credit_score, threshold: 0.15 }, { feature: income, threshold: 0.20 } ]
  warning:  [ { feature: age, threshold: 0.25 } ]
`,
    `monitoring: { batch_size: 10000, check_frequency: "5m", lookback_window: "7d" }
alerting:   { email_enabled: true, slack_webhook: "https://…", pagerduty_key: "…" }
detection:  { false_discovery_rate: 0.001, min_effect: 0.01, dataset_share: 0.5, min_rows: 30 }
`,
  ] as const;
  const block = [
    `psi_thresholds:
  no_change: 0.1
  small_change: 0.2
  significant_change: 0.25
ks_test:
  significance_level: 0.05
alert_rules:
  critical:
    - feature: credit_score
      threshold: 0.15
    - feature: income
      threshold: 0.20
  warning:
    - feature: age
      threshold: 0.25
`,
    `monitoring:
  batch_size: 10000
  check_frequency: 5m
  lookback_window: 7d
alerting:
  email_enabled: true
  slack_webhook: https://…
  pagerduty_key: …
detection:
  false_discovery_rate: 0.001
  min_effect: 0.01
  dataset_share: 0.5
  min_rows: 30
`,
  ] as const;

  test.each([
    ['flow', flow],
    ['block', block],
  ])('load in %s style', async (_, [thresholds, monitoring]) => {
    await write('drift_thresholds.yaml', thresholds);
    await write('monitoring_config.yaml', monitoring);
    const config = await load();
    expect(config).toMatchObject({
      ...designThresholds,
      monitoring: { batch_size: 10_000, check_frequency: 300_000, lookback_window: 604_800_000 },
      detection: { false_discovery_rate: 0.001, min_effect: 0.01, dataset_share: 0.5, min_rows: 30 },
      alerting: { email_enabled: true },
    });
    expect(config.alerting.slack_webhook?.reveal()).toBe('https://…');
    expect(config.alerting.pagerduty_key?.reveal()).toBe('…');
  });
});

test('everything has a default, and comments alone are a file', async () => {
  await write('monitoring_config.yaml', '# nothing yet\n');
  expect(await load()).toEqual({
    ...designThresholds,
    alert_rules: { critical: [], warning: [] },
    monitoring: {
      batch_size: 10_000,
      check_frequency: 300_000,
      lookback_window: 604_800_000,
      clock: 'system',
      max_parallel: 4,
      writer: 'exporter',
    },
    alerting: {
      email_enabled: false,
      recipients: [],
      routes: [],
      quiet_hours: [],
      part_labels: [],
      group_wait: 30_000,
      group_interval: 300_000,
      repeat_interval: 86_400_000,
      poll_frequency: 30_000,
    },
    detection: {
      false_discovery_rate: 0.001,
      min_effect: 0.01,
      dataset_share: 0.5,
      min_rows: 30,
      false_alarm_budget: { alarms: 1, period: 30 * 86_400_000 },
      lstm: { enabled: true },
    },
    covariate: { enabled: true, max_features: 100 },
    sources: { files: { type: 'duckdb' } },
    models: [],
    store: {
      path: join(folder, '.drift-exporter'),
      retention: { buckets: 90 * 86_400_000, days: 800 * 86_400_000, scores: 800 * 86_400_000 },
    },
    server: {
      listen: { host: '127.0.0.1', port: 9464 },
      roles: {},
      tokens: [],
      max_series: 10_000,
    },
    privacy: { min_cell: 1, allow_row_sample: false },
    reports: { max_pictures: 100 },
    folder,
    file: 'monitoring_config.yaml',
    plain_secrets: [],
  });
});

test('a key with nothing after it counts as absent, a list of comments is empty', async () => {
  await write('monitoring_config.yaml', 'alerting:\n  recipients:\n  # - a@example.org\nmodels:\n');
  await write('drift_thresholds.yaml', 'alert_rules:\n  critical:\n');
  expect(await load()).toMatchObject({
    alerting: { recipients: [] },
    models: [],
    alert_rules: { critical: [] },
  });
});

test('a model has its defaults, absolute paths and features in full', async () => {
  await write(
    'monitoring_config.yaml',
    `models:
  - name: credit
    files: [data/*.parquet, /absolute/b.csv, s3://bucket/c.parquet]
    timestamp_column: t
    features:
      - income
      - { name: age, kind: numeric }
      - hour: extract(hour from t)
    reference: { to: 2013-03-01 }
    check_windows: 6h
    bucket: 90m
`,
  );
  const [model] = (await load()).models;
  expect(model).toEqual({
    name: 'credit',
    source: 'files',
    files: [join(folder, 'data/*.parquet'), '/absolute/b.csv', 's3://bucket/c.parquet'],
    timestamp_column: 't',
    timestamp_time_zone: 'UTC',
    time_zone: 'UTC',
    features: [
      { name: 'income' },
      { name: 'age', kind: 'numeric' },
      { name: 'hour', expression: 'extract(hour from t)' },
    ],
    exclude: [],
    decision_threshold: 0.5,
    label_delay: 604_800_000,
    segments: [],
    reference: { kind: 'range', to: new Date('2013-03-01T00:00:00Z') },
    check_windows: 21_600_000,
    bucket: 5_400_000,
    lateness: 900_000,
    stale_after: 129_600_000,
    stream: false,
    deadline: 300_000,
  });
});

test('anchors and merge keys work, and errors in what they bring are located', async () => {
  await write(
    'monitoring_config.yaml',
    'models:\n  - &m { name: a, files: a.csv }\n  - { <<: *m, name: b, bucket: none }\n',
  );
  await expect(load()).rejects.toThrow(/^monitoring_config.yaml:3 models\[1\].bucket: /);
});

test('all problems of both files come at once', async () => {
  await write('drift_thresholds.yaml', 'psi_thresholds: { no_change: 0 }\nks: {}\n');
  await write(
    'monitoring_config.yaml',
    'server: { listen: 9464 }\nmodels: [{ name: a, files: b, source: c }]\n',
  );
  const error: unknown = await load().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DriftError);
  expect(problemsOf(error as DriftError).map(({ message }) => message)).toEqual([
    'drift_thresholds.yaml:1 psi_thresholds.no_change: expected a number above 0, got 0',
    'drift_thresholds.yaml:2 ks: unknown key, expected psi_thresholds, ks_test or alert_rules',
    'monitoring_config.yaml:1 server.listen: expected text, got 9464',
    'monitoring_config.yaml:2 models[0].source: unknown source "c", expected files',
  ]);
  expect((error as DriftError).message.split('\n')).toHaveLength(4);
});

test('variables are filled in, also into numbers and flags, and $${ is a literal', async () => {
  await write(
    'monitoring_config.yaml',
    `monitoring: { batch_size: "\${ROWS}" }
alerting: { email_enabled: "\${MAIL}", recipients: ["\${USER_NAME}@\${HOST}"] }
models: [{ name: a, source: files, query: "select '$\${X}', $1" }]
`,
  );
  const config = await load({ ROWS: '500', MAIL: 'true', USER_NAME: 'ops', HOST: 'example.org' });
  expect(config.monitoring.batch_size).toBe(500);
  expect(config.alerting).toMatchObject({ email_enabled: true, recipients: ['ops@example.org'] });
  expect(config.models[0]?.query).toBe("select '${X}', $1");
});

test('a message quotes the file, not what a variable held', async () => {
  await write('monitoring_config.yaml', 'server: { listen: "${TOKEN}" }');
  await expect(load({ TOKEN: 'hunter2' })).rejects.toThrow(/got "\$\{TOKEN\}"$/);
});

describe('where the files are', () => {
  test('one of the two is enough', async () => {
    await write('drift_thresholds.yaml', 'psi_thresholds: { no_change: 0.05 }');
    expect((await load()).psi_thresholds).toEqual({
      no_change: 0.05,
      small_change: 0.2,
      significant_change: 0.25,
    });
  });

  test('the path of a file stands for its folder', async () => {
    await write('other.yaml', 'models: [{ name: a, files: a.csv }]');
    await write('drift_thresholds.yaml', 'ks_test: { significance_level: 0.01 }');
    const config = await loadConfig(join(folder, 'other.yaml'), { registries });
    expect(config).toMatchObject({ folder, file: 'other.yaml', ks_test: { significance_level: 0.01 } });
  });

  test('no such folder', async () => {
    await expect(loadConfig('nowhere', { registries })).rejects.toMatchObject({
      code: 'config_missing',
      message: 'nowhere: no such file or folder',
    });
  });

  test('a folder without either file', async () => {
    await expect(load()).rejects.toMatchObject({
      code: 'config_missing',
      detail: 'neither monitoring_config.yaml nor drift_thresholds.yaml is in this folder',
    });
  });

  test('a folder where a file should be', async () => {
    mkdirSync(join(folder, 'monitoring_config.yaml'));
    await expect(load()).rejects.toThrow('monitoring_config.yaml: is a folder, expected a file');
  });
});

test('a configuration is frozen all the way down', async () => {
  await write('monitoring_config.yaml', 'models: [{ name: a, files: a.csv, features: [b] }]');
  const frozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(frozen));
  expect(frozen(await load())).toBe(true);
});
