import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 0, referenceRows: 0 });

const at = (minutes: number): number => TABLE_START + minutes * MINUTE;

test('tables that are empty at start are filled later, and a gap in time is no drift', async () => {
  const table = fresh();
  const path = monitorConfig(folder, 'empty', {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model()],
  });
  const monitor = start(path);
  const unreferenced = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  expect(unreferenced.failure?.message).toMatch(/the reference of model loans has no rows/);

  await table.fillReference();
  const waiting = await monitor.untilModel(table.name, ({ warnings }) => warnings.length > 0);
  expect(waiting).toMatchObject({ warnings: ['there are no rows yet'], windows: [], failure: null });
  expect((await monitor.ask('/-/ready')).status).toBe(200);

  await table.fill(30 * 7, at(0), at(30));
  const counted = await monitor.untilModel(table.name, ({ windows }) => windows.length > 0);
  expect(counted.warnings).toEqual([]);

  // three hours without a row, which no window holds any more
  await table.fill(3, at(210), at(211));
  const after = await monitor.untilModel(
    table.name,
    ({ newest_row }) => Date.parse(newest_row ?? '') >= at(210),
  );
  for (const { windows, active } of after.features) {
    expect(active).toBe(false);
    for (const verdict of windows) expect(verdict).toMatchObject({ severity: 'inconclusive', drifted: null });
  }
  const metrics = await monitor.metrics();
  expect(metrics.value('drift_inconclusive', { feature: 'grade', window: '10m' })).toBe(1);
  expect(metrics.samples.filter(({ value }) => Number.isNaN(value))).toEqual([]);
  expect(metrics.sum('drift_check_errors_total', { stage: 'count' })).toBe(0);
  await monitor.end();
  await expectCounted(await readStored(path, table.name), table);
});
