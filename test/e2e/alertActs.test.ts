import { webhookMessage } from '../../exporter/src/alerts/webhook.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { alertHistories, configOf } from '../support/alertHistories.js';
import { alertMessage } from '../support/alertMessages.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';

const folder = dataFolder();
const start = alertHistories();
const DAY = 86_400_000;
const fingerprint = 'aaaaaaaaaaaaaaaa';
const labels = { model: 'flights', feature: 'carrier' };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const open = () => start(configOf(folder.path, { store: { url: database.url } }));

test('who takes an alert on or expects it is in the history, in the audit log, and known to replicas', async () => {
  const { history, store } = await open();
  const { history: replica } = await open();
  const begun = Date.now() - 60_000;
  const send = (end?: number) =>
    history.receive(
      webhookMessage.parse(
        alertMessage([{ fingerprint, start: begun, labels, ...(end === undefined ? {} : { end }) }]),
      ),
    );
  await send();
  await history.acknowledge(fingerprint, 'ada', 'I look into it');
  await history.acknowledge(fingerprint, 'bob', '');
  const about = { model: 'flights', feature: 'carrier' };
  const until = new Date(Date.now() + DAY);
  await history.expect({ ...about, until, comment: 'a new airline', actor: 'ada' });
  const [alert] = await history.episodes(fingerprint);
  expect(alert).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'ada' });
  expect(
    alert?.events.slice(2).map(({ event, actor, detail }) => [event, actor, detail?.split(': ').at(-1)]),
  ).toEqual([
    ['acknowledged', 'ada', 'I look into it'],
    ['acknowledged', 'bob', undefined],
    ['expected', 'ada', 'a new airline'],
  ]);
  await eventually(
    () => replica.snapshot().expectations,
    (known) => known.some((one) => one.feature === 'carrier' && one.until === until.getTime()),
  );
  await replica.expect({ ...about, until: undefined, comment: '', actor: 'bob' });
  expect(await history.expectations()).toEqual([]);
  expect(
    (await store.audit.list({ limit: 9 })).map(({ action, actor, subject }) => [
      action,
      actor,
      subject.feature,
    ]),
  ).toEqual([
    ['expectation_ended', 'bob', 'carrier'],
    ['feature_expected', 'ada', 'carrier'],
    ['alert_acknowledged', 'bob', 'carrier'],
    ['alert_acknowledged', 'ada', 'carrier'],
  ]);
  await send(Date.now());
  await expect(history.acknowledge(fingerprint, 'ada', '')).rejects.toMatchObject({
    code: 'request_invalid',
  });
});

test('a webhook that leaves alerts out is warned of', async () => {
  const { history, warnings } = await open();
  await history.receive({ ...webhookMessage.parse(alertMessage([])), truncatedAlerts: 3 });
  expect(warnings).toEqual([expect.stringMatching(/leaves out 3 alerts.*max_alerts/)]);
});

test('what cannot be is refused, and leaves no trace', async () => {
  const { history, store } = await open();
  const before = await store.audit.list({ limit: 1 });
  await expect(history.acknowledge('0000000000000000', 'ada', '')).rejects.toMatchObject({
    code: 'alert_unknown',
  });
  const about = { model: 'flights', feature: 'carrier', actor: 'ada' };
  for (const [days, comment] of [
    [400, 'for long'],
    [1, ' '],
  ] as const) {
    const until = new Date(Date.now() + days * DAY);
    await expect(history.expect({ ...about, until, comment })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  }
  // to end what has not begun is no change
  await history.expect({ ...about, until: new Date(0), comment: '' });
  expect(await store.audit.list({ limit: 1 })).toEqual(before);
  expect(await history.expectations()).toEqual([]);
});
