import { renameSync } from 'node:fs';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const preload = new URL('../support/movedDate.js', import.meta.url).href;
const fresh = freshTable({ minutes: 0 });

const at = (minutes: number): number => TABLE_START + minutes * MINUTE;

/** Sets the exporters' clock to so many minutes after the first row. */
function setClock(minutes: number): string {
  const path = folder.write('clock.new', String(at(minutes)));
  const clock = `${folder.path}/clock`;
  // read at any time, so never half of it
  renameSync(path, clock);
  return clock;
}

function watch(name: string): { monitor: () => MonitorProcess; path: string } {
  const table = fresh();
  const path = monitorConfig(folder, name, {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model()],
    monitoring: { clock: 'system' },
  });
  const environment = {
    NODE_OPTIONS: `--import ${JSON.stringify(preload)}`,
    DRIFT_TEST_CLOCK: `${folder.path}/clock`,
  };
  return { path, monitor: () => start(path, { environment }) };
}

/** Waits until a check has come since, and then for what the longest window holds. */
async function rowsNow(monitor: MonitorProcess): Promise<number | undefined> {
  const checks = (await monitor.metrics()).value('drift_check_duration_seconds_count', { stage: 'count' });
  const metrics = await monitor.untilMetrics(
    (now) => (now.value('drift_check_duration_seconds_count', { stage: 'count' }) ?? 0) >= (checks ?? 0) + 2,
  );
  return metrics.value('drift_rows', { feature: 'grade', window: '1h', dataset: 'current' });
}

test('rows that lie in the future wait for their time, and a clock that jumps ahead and back does no harm', async () => {
  const table = fresh();
  await table.fill(60 * 7, at(0), at(60));
  setClock(29.99);
  const { monitor: begin, path } = watch('jumps');
  const monitor = begin();
  await monitor.untilModel(table.name, ({ last_success }) => last_success !== null);
  expect(await rowsNow(monitor)).toBe(30 * 7);
  setClock(39.99);
  expect(await rowsNow(monitor)).toBe(40 * 7);

  setClock(59.99);
  expect(await rowsNow(monitor)).toBe(60 * 7);
  setClock(45);
  expect(await rowsNow(monitor)).toBe(60 * 7);
  const again = begin();
  await again.untilModel(table.name, ({ last_success }) => last_success !== null);
  // what was closed by then
  expect(await rowsNow(again)).toBe(57 * 7);
  await again.end();

  await table.fill(20 * 7, at(60), at(80));
  expect(await rowsNow(monitor)).toBe(60 * 7);
  setClock(80);
  // whole minutes, and the running one
  expect(await rowsNow(monitor)).toBe(61 * 7);
  expect((await monitor.metrics()).sum('drift_check_errors_total')).toBe(0);
  await monitor.end();
  const stored = await readStored(path, table.name);
  expect(stored.position).toMatchObject({ countedFrom: at(0), closedUntil: at(77) });
  await expectCounted(stored, table);
});

test('a first row in the far future does not keep the others from being counted', async () => {
  const table = fresh();
  setClock(10);
  await table.run(`INSERT INTO ${table.name} VALUES ('2099-01-01', 1, 'gold')`);
  const { monitor: begin, path } = watch('future');
  const monitor = begin();
  await monitor.untilModel(table.name, ({ warnings }) => warnings.includes('there are no rows yet'));
  await table.fill(10 * 7, at(0), at(10));
  await monitor.untilModel(table.name, ({ newest_row }) => newest_row !== null);
  expect(await rowsNow(monitor)).toBe(10 * 7);
  await monitor.end();
  await table.run(`DELETE FROM ${table.name} WHERE at > '2090-01-01'`);
  await expectCounted(await readStored(path, table.name), table);
});
