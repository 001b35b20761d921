import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, MonitorTable, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
let database: TestDatabase;
let table: MonitorTable;

beforeEach(async () => {
  database = await createTestDatabase();
  table = new MonitorTable(database.url);
  await table.create();
});

afterEach(async () => {
  await table.close();
  await database.drop();
});

test('told to stop in the middle of a check it ends well and soon, gives its folder back, and goes on later', async () => {
  const minutes = 3_000;
  await table.fill(minutes * 3, TABLE_START, TABLE_START + minutes * MINUTE);
  const path = monitorConfig(folder, 'stop', { warehouse: database.url, models: [table.model()] });
  const first = start(path);
  await first.untilModel(table.name, ({ progress }) => (progress?.done ?? 0) > 0);
  expect((await first.model(table.name)).last_success).toBeNull();
  const { code, took } = await first.end();
  expect(code).toBe(0);
  expect(took).toBeLessThan(15_000);
  expect(first.log).not.toContain('level=error');
  expect(existsSync(join(path, 'store', 'lock'))).toBe(false);

  const second = start(path);
  await second.untilModel(table.name, ({ last_success }) => last_success !== null);
  expect(await second.end()).toMatchObject({ code: 0 });
  await expectCounted(await readStored(path, table.name), table);
});

test('a query that is under way when the signal comes does not keep the process', async () => {
  await table.fill(30 * 7, TABLE_START, TABLE_START + 30 * MINUTE);
  // by the second check every row takes its time
  await table.run('CREATE TABLE pace AS SELECT 0::float8 AS seconds');
  const query = `SELECT at, income, grade FROM ${table.name}, pace WHERE pg_sleep(seconds) IS NOT NULL`;
  const path = monitorConfig(folder, 'query', {
    warehouse: database.url,
    store: { url: database.url },
    models: [table.model({ table: undefined, query })],
  });
  const monitor = start(path);
  await monitor.untilChecked(table.name);
  await table.run('UPDATE pace SET seconds = 5');
  const busy =
    "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(seconds)%' AND pid <> pg_backend_pid() AND wait_event = 'PgSleep'";
  await eventually(
    () => table.run(busy),
    ({ length }) => length > 0,
  );
  const { code, took } = await monitor.end();
  expect(code).toBe(0);
  expect(took).toBeLessThan(15_000);
});
