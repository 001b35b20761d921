import { BrittlePostgres } from '../support/brittlePostgres.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { MINUTE, MonitorTable } from '../support/monitorTable.js';

const folder = dataFolder();
const start = monitorProcesses();
/** Holds both the rows and the store. */
let postgres: BrittlePostgres;
let table: MonitorTable;

beforeAll(async () => {
  postgres = await BrittlePostgres.start();
  table = new MonitorTable(postgres.url);
  await table.create();
  const now = Date.now();
  await table.fill(30 * 7, now - 30 * MINUTE, now);
});

afterEach(() => postgres.repair());

afterAll(async () => {
  await table.close();
  await postgres.stop();
});

test('while source and store hang a scrape is answered at once, and results go once they are too old', async () => {
  const path = monitorConfig(folder, 'hanging', {
    warehouse: postgres.url,
    store: { url: postgres.url },
    models: [table.model({ deadline: '3s' })],
    monitoring: { check_frequency: '1s', clock: 'system' },
  });
  const monitor = start(path);
  const scores = { model: table.name, feature: 'grade', window: '1h' };
  await monitor.untilMetrics((metrics) => metrics.value('drift_psi', scores) !== undefined);

  postgres.hang();
  const paths = ['/metrics', '/', '/-/healthy', '/-/ready', '/api/v1/models', `/api/v1/models/${table.name}`];
  for (let time = 0; time < 5; time++) {
    for (const { status, took } of await Promise.all(paths.map((one) => monitor.ask(one)))) {
      expect(status).toBe(200);
      expect(took).toBeLessThan(QUICK);
    }
  }
  // three checks and a deadline after they were found
  const gone = await monitor.untilMetrics((metrics) => metrics.all('drift_psi').length === 0);
  expect(gone.all('drift_detected')).toEqual([]);
  expect(gone.all('drift_rows')).toEqual([]);
  expect(gone.value('drift_last_success_timestamp_seconds', { model: table.name })).toBeGreaterThan(0);
  // counters are no results: they go on from where they stood
  expect(gone.sum('drift_cell_observations_total')).toBeGreaterThan(0);
  const stale = await monitor.model(table.name);
  expect(stale.failure).not.toBeNull();
  expect(stale.windows.length).toBeGreaterThan(0);
  for (const { expires } of stale.windows) expect(Date.parse(expires)).toBeLessThan(Date.now());
  expect(Date.parse(stale.last_success ?? '')).toBeLessThan(Date.parse(stale.failure?.at ?? ''));

  postgres.goOn();
  await monitor.untilMetrics((metrics) => metrics.value('drift_psi', scores) !== undefined);
});

test('a source that takes far longer than the deadline is waited for as long as it answers', async () => {
  const slow = Array.from({ length: 5 }, (_, index) => ({
    name: `slow ${index}`,
    // once a query, however many rows there are
    expression: `income + (SELECT ${index} FROM pg_sleep(.4))`,
  }));
  const deadline = 4_000;
  const path = monitorConfig(folder, 'slow', {
    warehouse: postgres.url,
    source: { pool_size: 1 },
    store: { url: postgres.url },
    models: [table.model({ name: 'slow', features: slow, deadline: `${deadline}ms` })],
  });
  const monitor = start(path);
  await monitor.untilChecked('slow');
  const metrics = await monitor.metrics();
  const stage = { model: 'slow', stage: 'reference' };
  expect(metrics.value('drift_check_duration_seconds_sum', stage)).toBeGreaterThan((1.5 * deadline) / 1_000);
  expect(metrics.sum('drift_check_errors_total', { model: 'slow' })).toBe(0);
});

/** Milliseconds: a machine that is busy with other tests answers late, but not after a database's deadline. */
const QUICK = 2_500;
