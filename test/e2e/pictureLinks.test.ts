import { dataFolder, spread } from '../support/dataFolder.js';
import { errorCode } from '../support/httpClient.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';

const folder = dataFolder();
const start = monitorProcesses();

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2025, 0, 6);
const DAYS = 12;

let store: TestDatabase;
afterAll(() => store.drop());
beforeAll(async () => {
  store = await createTestDatabase();
  folder.csv('loans.csv', ['at', 'income', 'steady'], DAYS * 24 * 40, (index) => [
    new Date(BEGIN + (index / 40) * HOUR).toISOString(),
    (spread(index) * 10 + (index >= 10 * 24 * 40 ? 3 : 0)).toFixed(3),
    spread(index, 0.3).toFixed(3),
  ]);
});

const configure = (server: Readonly<Record<string, unknown>> = {}): string => {
  const model = {
    name: 'loans',
    files: '../loans.csv',
    timestamp_column: 'at',
    features: ['income', 'steady'],
    reference: { to: new Date(BEGIN + 8 * 24 * HOUR).toISOString() },
    windows: ['6h', '24h'],
  };
  return monitorConfig(folder, 'links', {
    models: [model],
    monitoring: { lookback_window: '30d' },
    store: { url: store.url },
    more: { server },
  });
};

const checked = (monitor: MonitorProcess) => monitor.untilModel('loans', ({ windows }) => windows.length > 0);
const linksOf = async (monitor: MonitorProcess) =>
  (await monitor.metrics()).all('drift_picture_info').map(({ labels }) => labels);

test('what drifts has a link that holds over a restart, until somebody configures another key', async () => {
  const first = start(configure());
  await checked(first);
  const links = await linksOf(first);
  expect(links).toEqual([{ model: 'loans', feature: 'income', path: expect.any(String) as string }]);
  const path = links[0]?.path ?? '';
  const host = { headers: { Host: 'drift.example.org' } };
  expect(await first.ask(path, host)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/png' },
  });
  await first.end();

  const second = start(configure());
  await checked(second);
  const again = await linksOf(second);
  // what signs it changes every day
  expect(again.map(({ path = '' }) => path.split('?')[0])).toEqual([path.split('?')[0]]);
  expect((await second.ask(path, host)).status).toBe(200);

  const key = 'hunter2-hunter2-hunter2-hunter2-hunter2';
  configure({ signing_key: key });
  expect((await second.ask('/-/reload', { method: 'POST' })).status).toBe(200);
  expect(errorCode(await second.ask(path, host))).toBe('link_invalid');
  const [renewed] = await linksOf(second);
  expect(renewed?.path).not.toBe(path);
  expect((await second.ask(renewed?.path ?? '', host)).status).toBe(200);
  const audit = await second.ask('/api/v1/audit');
  expect(audit.text).toContain('server.signing_key');
  for (const text of [audit.text, second.log, second.out, (await second.ask('/api/v1/config')).text]) {
    expect(text).not.toContain(key);
  }
  await second.end();
});
