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
let newest = TABLE_START;

beforeAll(async () => {
  postgres = await BrittlePostgres.start();
  table = new MonitorTable(postgres.url);
  await table.create();
  await fillOn(30);
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

async function fillOn(minutes: number): Promise<void> {
  await table.fill(minutes * 7, newest, (newest += minutes * MINUTE));
}

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
  expect(stored.position.closedUntil).toBe(newest - 3 * MINUTE);
  await expectCounted(stored, table);
}

const untilCounted = (monitor: ReturnType<typeof start>) =>
  monitor.untilModel(
    table.name,
    ({ newest_row, failure }) => failure === null && Date.parse(newest_row ?? '') > newest - MINUTE,
  );

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
  await untilCounted(monitor);
  await fillOn(10);
  await untilCounted(monitor);
  expect((await monitor.metrics()).value('drift_source_up', { source: 'warehouse' })).toBe(1);

  const errors = (await monitor.metrics()).sum('drift_check_errors_total', { model: table.name });
  await fillOn(10);
  await postgres.kill();
  const after = await monitor.untilMetrics(
    (metrics) => metrics.sum('drift_check_errors_total', { model: table.name }) > errors + 1,
  );
  expect(after.value('drift_source_up', { source: 'warehouse' })).toBe(0);
  // what was found before is still told
  expect(after.value('drift_psi', { model: table.name, feature: 'grade', window: '10m' })).toBeDefined();
  await monitor.untilChecked('visits');

  await postgres.restart();
  await fillOn(10);
  await untilCounted(monitor);
  const { sum } = { sum: (await monitor.metrics()).sum('drift_check_errors_total', { model: 'visits' }) };
  expect(sum).toBe(0);
  await monitor.end();
  await expectAllCounted(folder);
});

test('a database that hangs stalls its own model only, and the check is given up at its deadline', async () => {
  const folder = config('hangs', '1s');
  const monitor = start(folder);
  await untilCounted(monitor);
  await fillOn(10);
  await untilCounted(monitor);
  postgres.hang();
  const { failure } = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  expect(failure).toMatchObject({ message: expect.stringMatching(/^source warehouse: .*deadline/) });
  await monitor.untilChecked('visits');
  const metrics = await monitor.metrics();
  expect(metrics.value('drift_source_up', { source: 'warehouse' })).toBe(0);
  expect(metrics.value('drift_exporter_store_up')).toBe(1);

  postgres.goOn();
  await fillOn(10);
  await untilCounted(monitor);
  postgres.hang();
  await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  // nor does what hangs keep the process
  expect(await monitor.end()).toMatchObject({ code: 0 });
  postgres.goOn();
  const again = start(folder);
  await untilCounted(again);
  await again.end();
  await expectAllCounted(folder);
});
