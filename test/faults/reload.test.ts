import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable();

function config(windows: readonly string[] = ['10m', '1h']): string {
  const table = fresh();
  return monitorConfig(folder, 'reload', {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model({ windows })],
  });
}

const GAUGE = 'drift_exporter_config_last_reload_successful';

test.each(['SIGHUP', 'POST'] as const)(
  'a reload by %s of a broken file keeps what runs, says so in a gauge, and takes the mended one',
  async (way) => {
    const table = fresh();
    const path = config();
    const monitor = start(path);
    await monitor.untilCounted(table);
    const reload = async (): Promise<string> => {
      if (way === 'POST') return (await monitor.ask('/-/reload', { method: 'POST' })).text;
      monitor.signal('SIGHUP');
      return '';
    };
    expect((await monitor.metrics()).value(GAUGE)).toBe(1);
    folder.write('reload/monitoring_config.yaml', 'monitoring: { check_frequency: soon }\nmodels: [\n');
    const said = await reload();
    await monitor.untilMetrics((metrics) => metrics.value(GAUGE) === 0);
    for (const text of way === 'POST' ? [said, monitor.log] : [monitor.log]) {
      expect(text).toContain('monitoring_config.yaml:');
    }
    await table.fillOn(5);
    const { windows } = await monitor.untilCounted(table);
    expect(windows.map(({ window }) => window)).toEqual(['10m', '1h']);
    expect((await monitor.ask('/-/ready')).status).toBe(200);

    config(['30m', '1h']);
    await reload();
    await monitor.untilMetrics((metrics) => metrics.value(GAUGE) === 1);
    await monitor.untilModel(table.name, ({ windows }) => windows[0]?.window === '30m');
    expect((await monitor.metrics()).sum('drift_check_errors_total')).toBe(0);
  },
);

test('reloads that come all at once leave one monitor, not several', async () => {
  const table = fresh();
  const path = config();
  const monitor = start(path);
  await monitor.untilCounted(table);
  const answers = Array.from({ length: 6 }, () => monitor.ask('/-/reload', { method: 'POST' }));
  monitor.signal('SIGHUP');
  for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
  for (let time = 0; time < 4; time++) {
    await table.fillOn(5);
    await monitor.untilCounted(table);
  }
  expect((await monitor.metrics()).sum('drift_check_errors_total')).toBe(0);
  await monitor.end();
  expect(monitor.log).not.toContain('somebody else has counted');
  await expectCounted(await readStored(path, table.name), table);
});
