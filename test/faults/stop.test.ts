import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 0 });

test(
  'told to stop in the middle of a check it ends well and soon, gives its folder back, and goes on later',
  async () => {
    const table = fresh();
    const minutes = 2_200;
    await table.fill(minutes * 3, TABLE_START, TABLE_START + minutes * MINUTE);
    const path = monitorConfig(folder, 'stop', { warehouse: table.url, models: [table.model()] });
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
  },
  EMBEDDED_PATIENCE,
);

test('a query that is under way when the signal comes does not keep the process', async () => {
  const table = fresh();
  await table.fill(30 * 7, TABLE_START, TABLE_START + 30 * MINUTE);
  // by the second check every row takes its time
  await table.run('CREATE TABLE pace AS SELECT 0::float8 AS seconds');
  const query = `SELECT at, income, grade FROM ${table.name}, pace WHERE pg_sleep(seconds) IS NOT NULL`;
  const path = monitorConfig(folder, 'query', {
    warehouse: table.url,
    store: { url: table.url },
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
