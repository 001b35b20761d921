import { BrittlePostgres } from '../support/brittlePostgres.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MonitorTable } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
/** Holds the store; the rows are on a server that stays up. */
let postgres: BrittlePostgres;
let database: TestDatabase;
let table: MonitorTable;

beforeAll(async () => {
  postgres = await BrittlePostgres.start();
  database = await createTestDatabase();
  table = new MonitorTable(database.url);
  await table.create();
  await table.fillOn(30);
});

afterEach(async () => {
  await postgres.repair();
  const server = new MonitorTable(postgres.url);
  await server.run('DROP SCHEMA IF EXISTS drift CASCADE');
  await server.close();
});

afterAll(async () => {
  await table.close();
  await postgres.stop();
  await database.drop();
});

function config(name: string, deadline = '20s'): string {
  return monitorConfig(folder, name, {
    warehouse: database.url,
    store: { url: postgres.url },
    models: [table.model({ deadline })],
  });
}

test('a store that is down at start is waited for, and whoever stops us meanwhile need not', async () => {
  await postgres.kill();
  const path = config('down');
  const [patient, stopped] = [start(path), start(path)];
  await eventually(
    () => [patient.log, stopped.log],
    (logs) => logs.every((log) => log.includes('level=error msg="cannot reach the store at 127.0.0.1:')),
  );
  const ready = await patient.ask('/-/ready');
  expect([ready.status, ready.text]).toEqual([503, expect.stringContaining('cannot reach the store')]);
  expect((await patient.ask('/-/healthy')).status).toBe(200);
  expect((await patient.metrics()).value('drift_exporter_store_up')).toBe(0);
  expect((await patient.model(table.name)).windows).toEqual([]);
  expect(await stopped.end()).toMatchObject({ code: 0 });
  expect(patient.log + stopped.log).not.toContain(new URL(postgres.url).password);

  await postgres.restart();
  await patient.untilCounted(table);
  expect((await patient.metrics()).value('drift_exporter_store_up')).toBe(1);
  expect((await patient.ask('/-/ready')).status).toBe(200);
});

test('a store that goes down between and during checks: nothing is lost and nothing counted twice', async () => {
  const path = config('between');
  const monitor = start(path);
  await monitor.untilCounted(table);
  for (let time = 0; time < 2; time++) {
    await table.fillOn(10);
    await postgres.kill();
    const down = await monitor.untilMetrics((metrics) => metrics.value('drift_exporter_store_up') === 0);
    expect(down.value('drift_source_up', { source: 'warehouse' })).toBe(1);
    // what was found before is still told
    expect(down.value('drift_psi', { model: table.name, feature: 'grade', window: '10m' })).toBeDefined();
    expect((await monitor.model(table.name)).failure?.message).toContain('cannot reach the store');
    await table.fillOn(10);
    await postgres.restart();
    await monitor.untilCounted(table);
  }
  expect((await monitor.metrics()).value('drift_exporter_store_up')).toBe(1);
  await monitor.end();
  await expectCounted(await readStored(path, table.name), table);
});

test('a store that hangs is named, reloads and stops are not kept waiting, and the check goes on after it', async () => {
  const path = config('hangs', '1s');
  const monitor = start(path);
  await monitor.untilCounted(table);
  postgres.hang();
  await table.fillOn(10);
  const { failure } = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  expect(failure).toMatchObject({
    stage: 'store',
    message: expect.stringContaining('the store gives no answer'),
  });
  const metrics = await monitor.metrics();
  expect(metrics.value('drift_exporter_store_up')).toBe(0);
  expect(metrics.value('drift_source_up', { source: 'warehouse' })).toBe(1);
  expect((await monitor.ask('/-/reload', { method: 'POST' })).status).toBe(200);
  postgres.goOn();
  await monitor.untilCounted(table);

  postgres.hang();
  await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  const { code, took } = await monitor.end();
  expect(code).toBe(0);
  expect(took).toBeLessThan(25_000);
  postgres.goOn();
  const again = start(path);
  await again.untilCounted(table);
  await again.end();
  await expectCounted(await readStored(path, table.name), table);
});
