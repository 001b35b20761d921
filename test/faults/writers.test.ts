import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable();

test(
  'a second process on the same folder ends with a word on who has it, and the first goes on',
  async () => {
    const table = fresh();
    const path = monitorConfig(folder, 'folder', { warehouse: table.url, models: [table.model()] });
    const first = start(path);
    await first.untilCounted(table);
    const second = start(path);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.log).toContain(`process ${first.pid} is at work in the store's folder`);
    expect(second.log).not.toMatch(/\n\s+at /);
    await table.fillOn(5);
    await first.untilCounted(table);
    expect(await first.end()).toMatchObject({ code: 0 });
    await expectCounted(await readStored(path, table.name), table);
  },
  EMBEDDED_PATIENCE,
);

test('two exporters that write under one name count nothing twice: the slower one begins anew', async () => {
  const table = fresh();
  const path = monitorConfig(folder, 'name', {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model()],
  });
  const both = [start(path), start(path)];
  for (let time = 0; time < 5; time++) {
    await Promise.all(both.map((one) => one.untilCounted(table)));
    await table.fillOn(5);
  }
  await Promise.all(both.map((one) => one.untilCounted(table)));
  // both tell the same, and it is what the rows say
  const told = await Promise.all(
    both.map(async (one) => (await one.metrics()).all('drift_cell_observations_total')),
  );
  expect(told[0]).toEqual(told[1]);
  for (const { code } of await Promise.all(both.map((one) => one.end()))) expect(code).toBe(0);
  await expectCounted(await readStored(path, table.name), table);
  expect(both.map(({ log }) => log).join('')).toContain('somebody else has counted');
});
