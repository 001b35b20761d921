import { LOST } from '../../exporter/src/alerts/episodes.js';
import { Secret } from '../../exporter/src/config/secret.js';
import { createServer } from '../../exporter/src/server/createServer.js';
import type { KeptAlert } from '../../exporter/src/store/alertRecords.js';
import {
  describeAlertmanager,
  startAlertmanager,
  type AlertmanagerServer,
} from '../services/alertmanager.js';
import type { AlertmanagerBinaries } from '../services/alertmanagerBinaries.js';
import { freePort } from '../services/freePort.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { alertHistories, configOf, type RunningHistory } from '../support/alertHistories.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { testBackend } from '../support/testBackend.js';
import { loopback } from '../support/testServer.js';

const folder = dataFolder();
const start = alertHistories();
const token = 'a-long-token-of-alertmanager';
const labels = { alertname: 'DriftFeature', model: 'flights', feature: 'carrier', severity: 'warning' };

await describeAlertmanager('the history of what a real Alertmanager does', (binaries) => {
  let database: TestDatabase;
  const ends: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await database.drop();
  });

  /** A history with its server, and an Alertmanager that it polls and that tells it everything. */
  async function chain(port: number): Promise<{ running: RunningHistory; webhook: string }> {
    const config = configOf(folder.path, {
      store: { url: database.url, spool: `spool-${port}` },
      alerting: { alertmanager_url: `http://127.0.0.1:${port}`, poll_frequency: '200ms' },
    });
    const running = await start(config);
    const tokens = [{ name: 'alertmanager', role: 'operator' as const, token: new Secret(token) }];
    const server = createServer(
      { ...testBackend([]), alerts: running.history },
      { settings: { ...loopback, tokens }, warn: () => undefined },
    );
    ends.push(() => server.close());
    const { url } = await server.start();
    return { running, webhook: `${url}/api/v1/alerts` };
  }

  async function alertmanager(port: number, ...webhooks: readonly string[]): Promise<AlertmanagerServer> {
    const server = await startAlertmanager(binaries satisfies AlertmanagerBinaries, {
      port,
      config: {
        route: {
          receiver: 'history',
          group_by: ['model'],
          group_wait: '100ms',
          group_interval: '500ms',
          repeat_interval: '1h',
        },
        inhibit_rules: [
          {
            source_matchers: ['alertname="DriftSourceDown"'],
            target_matchers: ['alertname=~"Drift.+"', 'alertname!="DriftSourceDown"'],
            equal: ['model'],
          },
        ],
        receivers: [
          {
            name: 'history',
            webhook_configs: webhooks.map((url) => ({
              url,
              send_resolved: true,
              max_alerts: 0,
              http_config: { authorization: { credentials: token } },
            })),
          },
        ],
      },
    });
    ends.push(() => server.stop());
    return server;
  }

  const alerts = (running: RunningHistory): Promise<readonly KeptAlert[]> =>
    running.history.list({ limit: 100 });
  const until = (running: RunningHistory, wanted: (alert: KeptAlert) => boolean): Promise<KeptAlert> =>
    eventually(
      async () => (await alerts(running)).find(wanted),
      (found) => found !== undefined,
    ) as Promise<KeptAlert>;
  const storyOf = async ({ history }: RunningHistory, { fingerprint }: KeptAlert): Promise<string[]> =>
    (await history.episodes(fingerprint)).flatMap(({ events }) =>
      events.map(({ event, actor = '', detail = '' }) => [event, actor, detail].filter(Boolean).join(' · ')),
    );

  test('fired, silenced by a person, resolved: each is kept once, with who and why', async () => {
    const port = await freePort();
    const { running, webhook } = await chain(port);
    const { client } = await alertmanager(port, webhook);
    // of one that began long ago Alertmanager tells at once, and waits for no other
    const begun = new Date().toISOString();
    const alert = { labels, startsAt: begun, annotations: { summary: 'carrier drifts' } };
    await client.post([alert, { ...alert, labels: { ...labels, feature: 'origin' } }]);
    const carrier = (one: KeptAlert): boolean => one.feature === 'carrier';
    const fired = await until(running, (one) => carrier(one) && one.notifications === 1);
    // it was asked before it was there
    running.warnings.splice(0);
    expect(fired).toMatchObject({ startsAt: Date.parse(begun), status: 'firing', severity: 'significant' });
    expect(fired.summary).toBe('carrier drifts');
    await until(running, ({ feature, notifications }) => feature === 'origin' && notifications === 1);
    // of both, one message
    expect((await running.store.alerts.totals()).filter(({ kind }) => kind === 'notifications')).toEqual([
      { model: 'flights', kind: 'notifications', label: 'warning', value: 1 },
    ]);
    await client.silence({ feature: 'carrier' }, 'a new airline');
    const silenced = await until(running, (one) => carrier(one) && one.status === 'silenced');
    expect(silenced).toMatchObject({ acknowledgedBy: 'test', silenced: true });
    expect(silenced.acknowledgedAt).toBeGreaterThan(silenced.startsAt);
    await client.resolve([alert]);
    const over = await until(running, (one) => carrier(one) && one.status === 'resolved');
    const story = await storyOf(running, over);
    expect(story.filter((line) => !line.startsWith('notified')).sort()).toEqual([
      'acknowledged · test · a new airline',
      'fired',
      expect.stringMatching(/^resolved/),
      'silenced · test · a new airline',
    ]);
    expect(running.history.snapshot().alertmanagerUp).toBe(true);
    expect(running.warnings).toEqual([]);
  }, 120_000);

  test('an inhibited alert, which no webhook tells of, is kept with what keeps it quiet', async () => {
    const port = await freePort();
    const { running, webhook } = await chain(port);
    const { client } = await alertmanager(port, webhook);
    await client.post([{ labels: { alertname: 'DriftSourceDown', model: 'flights', severity: 'critical' } }]);
    await until(running, ({ name, notifications }) => name === 'DriftSourceDown' && notifications === 1);
    await client.post([{ labels }, { labels: { ...labels, alertname: 'SomebodyElses' } }]);
    const quiet = await until(running, ({ status }) => status === 'inhibited');
    expect(quiet).toMatchObject({ name: 'DriftFeature', inhibited: true, notifications: 0 });
    expect(await storyOf(running, quiet)).toEqual(['fired', 'inhibited · by DriftSourceDown (critical)']);
  }, 120_000);

  test('an Alertmanager that is down resolves nothing; what it has forgotten is over after a while, and open again when it is told anew', async () => {
    const port = await freePort();
    const { running, webhook } = await chain(port);
    const first = await alertmanager(port, webhook);
    const alert = { labels, startsAt: new Date(Date.now() - 60_000).toISOString() };
    await first.client.post([alert]);
    const fired = await until(running, ({ notifications }) => notifications === 1);
    const { history } = running;
    await eventually(
      () => history.snapshot().alertmanagerUp,
      (up) => up === true,
    );
    running.warnings.splice(0);
    await first.kill();
    await eventually(
      () => history.snapshot().alertmanagerUp,
      (up) => up === false,
    );
    expect(await alerts(running)).toMatchObject([{ status: 'firing' }]);
    expect(running.warnings.filter((warning) => warning.includes('cannot ask Alertmanager'))).toHaveLength(1);
    // it comes back without a memory, as it does after a crash
    const second = await alertmanager(port, webhook);
    const lost = await until(running, ({ status }) => status === 'resolved');
    expect((await storyOf(running, lost)).at(-1)).toBe(`resolved · ${LOST}`);
    await second.client.post([alert]);
    const again = await until(running, ({ status }) => status === 'firing');
    expect(again).toMatchObject({ fingerprint: fired.fingerprint, startsAt: fired.startsAt });
    expect(await alerts(running)).toHaveLength(1);
    expect(await storyOf(running, again)).not.toContain(`resolved · ${LOST}`);
  }, 120_000);

  test('two replicas that are told the same and look at the same keep it once', async () => {
    const port = await freePort();
    const { running, webhook } = await chain(port);
    const other = await chain(port);
    const { client } = await alertmanager(port, webhook, other.webhook);
    const alert = { labels, startsAt: new Date(Date.now() - 60_000).toISOString() };
    await client.post([alert]);
    await until(running, ({ notifications }) => notifications === 1);
    await client.silence({ feature: 'carrier' });
    await until(other.running, ({ status }) => status === 'silenced');
    await until(running, ({ status }) => status === 'silenced');
    const [one] = await alerts(other.running);
    if (one === undefined) throw new Error('an alert was kept');
    expect((await storyOf(other.running, one)).sort()).toEqual([
      'acknowledged · test · a test',
      'fired',
      'notified · firing',
      'silenced · test · a test',
    ]);
    expect(
      (await running.store.alerts.totals()).filter(({ kind }) => kind === 'notifications'),
    ).toMatchObject([{ value: 1 }]);
  }, 120_000);
});
