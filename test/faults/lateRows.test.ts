import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectBuckets } from '../support/monitorRecount.js';
import { MINUTE, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 0 });

const at = (minutes: number): number => TABLE_START + minutes * MINUTE;
const longest = { feature: 'grade', window: '1h', dataset: 'current' };

test('rows that are late count where their bucket is still open, and later ones by `backfill`, once', async () => {
  const table = fresh();
  const path = monitorConfig(folder, 'late', {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model()],
  });
  await table.fill(50 * 7, at(0), at(50));
  const first = start(path);
  await first.untilMetrics((metrics) => metrics.value('drift_rows', longest) === 50 * 7);
  // two minutes late at most
  await table.fill(30, at(47.9), at(49));
  await first.untilMetrics((metrics) => metrics.value('drift_rows', longest) === 50 * 7 + 30);

  await table.fill(40, at(10), at(15));
  await table.fill(7, at(50), at(51));
  const before = await first.untilMetrics((metrics) => metrics.value('drift_rows', longest) === 51 * 7 + 30);
  const counters = before.all('drift_cell_observations_total');
  await first.end();

  const range = ['--from', new Date(at(5)).toISOString(), '--to', new Date(at(40)).toISOString()];
  for (let time = 0; time < 2; time++) {
    const { code, out, error } = await runCli(['backfill', '--config', path, ...range]);
    expect({ code, out, error }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^loans: 285 rows in 35 buckets/),
    });
  }
  await expectBuckets(await readStored(path, table.name), table);

  const second = start(path);
  const after = await second.untilMetrics((metrics) => metrics.value('drift_rows', longest) === 51 * 7 + 70);
  // once told, never corrected
  expect(after.all('drift_cell_observations_total')).toEqual(counters);
  await second.end();
});

test('a backfill of a stretch that was never counted begins a history that the monitor goes on with', async () => {
  const table = fresh();
  const path = monitorConfig(folder, 'history', {
    warehouse: table.url,
    models: [table.model({ name: 'recent', windows: ['10m', '1h'] })],
    store: { url: table.url },
    monitoring: { lookback_window: '1h' },
  });
  await table.fill(200 * 7, at(0), at(200));
  const monitor = start(path);
  await monitor.untilModel('recent', ({ last_success }) => last_success !== null);
  const { code } = await runCli(['backfill', '--config', path, '--to', new Date(at(190)).toISOString()]);
  expect(code).toBe(0);
  await table.fill(7, at(200), at(201));
  await monitor.untilModel('recent', ({ newest_row }) => Date.parse(newest_row ?? '') >= at(200));
  await monitor.end();
  await expectBuckets(await readStored(path, 'recent'), table);
});
