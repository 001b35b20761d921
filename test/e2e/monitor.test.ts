import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, spread } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { json } from '../support/httpClient.js';
import type { MonitorMetrics } from '../support/monitorMetrics.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { runCli } from '../support/cli.js';

const folder = dataFolder();
const start = monitorProcesses();

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2025, 0, 6);
const DAYS = 20;
/** From this day on `income` is another in one grade. */
const CHANGE = 15;

beforeAll(() => {
  const rows = DAYS * 24 * 40;
  folder.csv('loans.csv', ['at', 'income', 'grade'], rows, (index) => {
    const at = new Date(BEGIN + (index / 40) * HOUR).toISOString();
    const grade = ['a', 'b', 'c'][Math.floor(spread(index, 0.3) * 3)] ?? '';
    const moved = index >= CHANGE * 24 * 40 && grade === 'a' ? 6 : 0;
    return [at, (spread(index) * 10 + moved).toFixed(3), grade];
  });
});

const model = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'loans',
  files: '../loans.csv',
  timestamp_column: 'at',
  features: ['income', 'grade'],
  reference: { to: new Date(BEGIN + 10 * 24 * HOUR).toISOString() },
  windows: ['6h', '24h'],
  ...more,
});
const monitoring = { lookback_window: '30d', check_frequency: '500ms' };

const audited = async (monitor: ReturnType<typeof start>) =>
  json<{ entries: { action: string; actor: string; subject: Record<string, string>; detail: unknown }[] }>(
    await monitor.ask('/api/v1/audit?limit=500'),
  ).entries;

test('says what has drifted since when, keeps it over a restart, and writes it down', async () => {
  const config = monitorConfig(folder, 'story', { models: [model()], monitoring });
  const first = start(config);
  await eventually(
    () => first.out,
    (out) => out.includes('/api/v1/openapi.json'),
  );
  expect(first.out).toMatch(
    /loans: 1 of 2 features drift \(reference [0-9a-f]{12}, data until 2025-01-25 23:58 UTC\)/,
  );
  expect(first.out).toMatch(/income since 2025-01-21 0\d:00 UTC/);
  const before = await first.untilChecked('loans');
  const counters = (await first.metrics()).all('drift_cell_observations_total');
  expect(counters.length).toBeGreaterThan(10);
  const fromGrade = { feature: 'income', window: '1d', segment: 'grade=a', by: 'within' };
  const comesFrom = (metrics: MonitorMetrics) => metrics.value('drift_segment_share_ratio', fromGrade);
  expect(comesFrom(await first.metrics())).toBeGreaterThan(0.9);
  expect(await first.end()).toMatchObject({ code: 0 });

  const second = start(config);
  const after = await second.untilChecked('loans');
  expect(after.features).toEqual(before.features);
  expect((await second.metrics()).all('drift_cell_observations_total')).toEqual(counters);
  expect(comesFrom(await second.metrics())).toBeGreaterThan(0.9);
  const events = await audited(second);
  expect(events.filter(({ action }) => action === 'drift_started')).toMatchObject([
    { actor: 'drift-exporter', subject: { model: 'loans', feature: 'income' } },
  ]);
  const asAWhole = (metrics: MonitorMetrics) => metrics.value('drift_dataset_active', { model: 'loans' });
  expect(asAWhole(await second.metrics())).toBe(1);
  const until = new Date(Date.now() + 24 * HOUR).toISOString();
  await second.ask('/api/v1/models/loans/features/income/expected', {
    method: 'POST',
    body: JSON.stringify({ until, comment: 'a sale' }),
    headers: { 'content-type': 'application/json' },
  });
  await second.untilMetrics((metrics) => asAWhole(metrics) === 0);
  await second.end();
  const { code, out } = await runCli(['audit', 'verify', '--config', config]);
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringMatching(/^the audit log is whole: \d+ entries/),
  });
});

test('a window as long as the lookback is full after the first check', async () => {
  const looksBack = { ...monitoring, lookback_window: '1d' };
  const monitor = start(monitorConfig(folder, 'lookback', { models: [model()], monitoring: looksBack }));
  await monitor.untilChecked('loans');
  const metrics = await monitor.metrics();
  expect(metrics.value('drift_inconclusive', { feature: 'income', window: '1d' })).toBe(0);
  expect(metrics.value('drift_detected', { feature: 'income', window: '1d' })).toBe(1);
  await monitor.end();
});

test('a reference is switched to on request only, by whom is recorded, and the old one serves until then', async () => {
  const config = monitorConfig(folder, 'promotion', { models: [model()], monitoring });
  const monitor = start(config);
  const { reference } = await monitor.untilChecked('loans');
  const later = new Date(BEGIN + 16 * 24 * HOUR).toISOString();
  monitorConfig(folder, 'promotion', {
    models: [model({ reference: { from: later } })],
    monitoring,
  });
  monitor.signal('SIGHUP');
  const due = await monitor.untilModel('loans', ({ promotion_due }) => promotion_due);
  expect(due.reference?.version).toBe(reference?.version);
  const answer = await monitor.ask('/api/v1/models/loans/reference/promote', { method: 'POST' });
  expect(answer.status).toBe(200);
  const now = await monitor.untilModel('loans', ({ promotion_due }) => !promotion_due);
  expect(now.reference?.version).not.toBe(reference?.version);
  // what had changed is the normal case now
  await monitor.untilModel('loans', ({ features }) => features.every(({ active }) => !active));
  const events = await audited(monitor);
  expect(events.find(({ action }) => action === 'reference_promoted')).toMatchObject({
    actor: 'local',
    detail: { from: reference?.version, version: now.reference?.version },
  });
  expect(JSON.stringify(events.find(({ action }) => action === 'config_changed')?.detail)).toContain(
    'models[0].reference.from',
  );
  await monitor.end();
  const { out } = await runCli(['reference', 'promote', '--config', config, '--model', 'loans']);
  expect(out.trim()).toBe(now.reference?.version);
});

test('shifted by whole weeks, old data ends within the last seven days', async () => {
  const config = monitorConfig(folder, 'shifted', {
    models: [model()],
    monitoring: { ...monitoring, clock: 'shifted' },
  });
  const monitor = start(config);
  const { newest_row: newest, reference } = await monitor.untilChecked('loans');
  const age = Date.now() - Date.parse(newest ?? '');
  expect(age).toBeGreaterThanOrEqual(0);
  expect(age).toBeLessThan(7 * 24 * HOUR);
  // the newest row came a minute and a half before the end of its hour, on a Saturday
  expect(Date.parse(newest ?? '') % (7 * 24 * HOUR)).toBe(
    (BEGIN + DAYS * 24 * HOUR - HOUR / 40) % (7 * 24 * HOUR),
  );
  await monitor.end();
  const unshifted = start(monitorConfig(folder, 'unshifted', { models: [model()], monitoring }));
  const other = await unshifted.untilChecked('loans');
  expect(other.reference?.version).toBe(reference?.version);
});

test('reports are written on a schedule', async () => {
  const config = monitorConfig(folder, 'reports', { models: [model()], monitoring });
  const path = join(config, 'monitoring_config.yaml');
  const written = {
    ...(JSON.parse(readFileSync(path, 'utf8')) as object),
    reports: { dir: 'out', every: '2s' },
  };
  folder.write('reports/monitoring_config.yaml', JSON.stringify(written));
  const monitor = start(config);
  await monitor.untilChecked('loans');
  const files = await eventually(
    () => readdirSync(join(config, 'out')),
    (found) => found.some((name) => name.endsWith('.html')),
  );
  const name = files.find((file) => file.endsWith('.html')) ?? '';
  expect(readFileSync(join(config, 'out', name), 'utf8')).toContain('</html>');
});

test('a command that finds the store in use says who has it', async () => {
  const config = monitorConfig(folder, 'locked', { models: [model()], monitoring });
  const monitor = start(config);
  await monitor.untilChecked('loans');
  const { code, error } = await runCli(['backfill', '--config', config]);
  expect(code).toBe(1);
  expect(error).toContain(String(monitor.pid));
});
