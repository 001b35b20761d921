import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, MonitorTable, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
let database: TestDatabase;
let table: MonitorTable;
let newest = TABLE_START;

beforeEach(async () => {
  database = await createTestDatabase();
  table = new MonitorTable(database.url);
  await table.create();
  newest = TABLE_START;
  await fillOn(30);
});

afterEach(async () => {
  await table.close();
  await database.drop();
});

async function fillOn(minutes: number): Promise<void> {
  await table.fill(minutes * 7, newest, (newest += minutes * MINUTE));
}

const untilCounted = (monitor: ReturnType<typeof start>) =>
  monitor.untilModel(
    table.name,
    ({ newest_row, failure }) => failure === null && Date.parse(newest_row ?? '') > newest - MINUTE,
  );

test('a second process on the same folder ends with a word on who has it, and the first goes on', async () => {
  const path = monitorConfig(folder, 'folder', { warehouse: database.url, models: [table.model()] });
  const first = start(path);
  await untilCounted(first);
  const second = start(path);
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.log).toContain(`process ${first.pid} is at work in the store's folder`);
  expect(second.log).not.toMatch(/\n\s+at /);
  await fillOn(5);
  await untilCounted(first);
  expect(await first.end()).toMatchObject({ code: 0 });
  await expectCounted(await readStored(path, table.name), table);
});

test('two exporters that write under one name count nothing twice: the slower one begins anew', async () => {
  const path = monitorConfig(folder, 'name', {
    warehouse: database.url,
    store: { url: database.url },
    models: [table.model()],
  });
  const both = [start(path), start(path)];
  for (let time = 0; time < 5; time++) {
    await Promise.all(both.map(untilCounted));
    await fillOn(5);
  }
  await Promise.all(both.map(untilCounted));
  // both tell the same, and it is what the rows say
  const told = await Promise.all(
    both.map(async (one) => (await one.metrics()).all('drift_cell_observations_total')),
  );
  expect(told[0]).toEqual(told[1]);
  for (const { code } of await Promise.all(both.map((one) => one.end()))) expect(code).toBe(0);
  await expectCounted(await readStored(path, table.name), table);
  expect(both.map(({ log }) => log).join('')).toContain('somebody else has counted');
});
