import { BrittlePostgres } from '../support/brittlePostgres.js';
import { dataFolder, spread } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, MonitorTable, TABLE_START } from '../support/monitorTable.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
let postgres: BrittlePostgres;
let table: MonitorTable;
/** On a server that stays up. */
let store: TestDatabase;

beforeAll(async () => {
  postgres = await BrittlePostgres.start();
  table = new MonitorTable(postgres.url);
  await table.create();
  await table.fillOn(30);
  folder.csv('visits.csv', ['at', 'seconds'], 600, (index) => [
    new Date(TABLE_START + index * 6_000).toISOString(),
    (spread(index) * 10).toFixed(3),
  ]);
});

beforeEach(async () => {
  store = await createTestDatabase();
});

afterEach(async () => {
  await postgres.repair();
  await store.drop();
});

afterAll(async () => {
  await table.close();
  await postgres.stop();
});

/** A model on PostgreSQL, and one on a file that has no part in its troubles. */
function config(name: string, deadline = '20s'): string {
  return monitorConfig(folder, name, {
    warehouse: postgres.url,
    store: { url: store.url },
    models: [
      table.model({ deadline }),
      {
        ...{ name: 'visits', files: '../visits.csv', reference: { files: '../visits.csv' } },
        ...{ timestamp_column: 'at', bucket: '1m', windows: ['10m'] },
      },
    ],
  });
}

async function expectAllCounted(name: string): Promise<void> {
  const stored = await readStored(name, table.name);
  expect(stored.position.closedUntil).toBe(table.newest - 3 * MINUTE);
  await expectCounted(stored, table);
}

test('a database that is down at start, goes down again and comes back: its model waits and goes on', async () => {
  await postgres.kill();
  const folder = config('down');
  const monitor = start(folder);
  await monitor.untilChecked('visits');
  const failed = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  expect(failed.failure?.message).toMatch(/^source warehouse: cannot reach PostgreSQL at 127\.0\.0\.1:\d+/);
  expect((await monitor.ask('/-/ready')).status).toBe(200);
  expect((await monitor.metrics()).value('drift_source_up', { source: 'warehouse' })).toBe(0);

  await postgres.restart();
  await monitor.untilCounted(table);
  await table.fillOn(10);
  await monitor.untilCounted(table);
  expect((await monitor.metrics()).value('drift_source_up', { source: 'warehouse' })).toBe(1);

  const errors = (await monitor.metrics()).sum('drift_check_errors_total', { model: table.name });
  await table.fillOn(10);
  await postgres.kill();
  const after = await monitor.untilMetrics(
    (metrics) => metrics.sum('drift_check_errors_total', { model: table.name }) > errors + 1,
  );
  expect(after.value('drift_source_up', { source: 'warehouse' })).toBe(0);
  // what was found before is still told
  expect(after.value('drift_psi', { model: table.name, feature: 'grade', window: '10m' })).toBeDefined();
  await monitor.untilChecked('visits');

  await postgres.restart();
  await table.fillOn(10);
  await monitor.untilCounted(table);
  expect((await monitor.metrics()).sum('drift_check_errors_total', { model: 'visits' })).toBe(0);
  await monitor.end();
  await expectAllCounted(folder);
});

test('a database that hangs stalls its own model only, and the check is given up at its deadline', async () => {
  const folder = config('hangs', '1s');
  const monitor = start(folder);
  await monitor.untilCounted(table);
  await table.fillOn(10);
  await monitor.untilCounted(table);
  postgres.hang();
  const { failure } = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  expect(failure).toMatchObject({ message: expect.stringMatching(/^source warehouse: .*deadline/) });
  await monitor.untilChecked('visits');
  const metrics = await monitor.metrics();
  expect(metrics.value('drift_source_up', { source: 'warehouse' })).toBe(0);
  expect(metrics.value('drift_exporter_store_up')).toBe(1);

  postgres.goOn();
  await table.fillOn(10);
  await monitor.untilCounted(table);
  postgres.hang();
  await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  // nor does what hangs keep the process
  const { code, took } = await monitor.end();
  expect(code).toBe(0);
  expect(took).toBeLessThan(25_000);
  postgres.goOn();
  const again = start(folder);
  await again.untilCounted(table);
  await again.end();
  await expectAllCounted(folder);
});
