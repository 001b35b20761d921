import { ScoreSinks } from '../../exporter/src/cli/serving/scoreSinks.js';
import type { Config } from '../../exporter/src/config/schema.js';
import { Secret } from '../../exporter/src/config/secret.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import { initialState, type ModelState } from '../../exporter/src/monitor/state.js';
import { InfluxClient } from '../../exporter/src/sources/influxdbClient.js';
import { InfluxWriter } from '../../exporter/src/sources/influxdbWriter.js';
import type { KeptScore, Store } from '../../exporter/src/store/store.js';
import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { compareSamples } from '../support/comparisons.js';
import { eventually } from '../support/eventually.js';
import { resultOf } from '../support/outcomes.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const MODEL = 'C:\\models\\';
const result = resultOf('income', compareSamples([1, 2, 3, 4], [2, 3, 4, 5]));
const now = Math.floor(Date.now() / HOUR) * HOUR;

type Shown = { readonly feature: string; readonly segment: string; readonly time: number };

await describeInflux('scores that go to InfluxDB', (binary) => {
  let server: InfluxServer;
  let sinks: ScoreSinks;
  let health: HealthMetrics;
  let said: string[];

  beforeAll(async () => {
    server = await startInflux(binary);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    said = [];
    health = new HealthMetrics('1.0.0');
    sinks = new ScoreSinks(health, (level, message) => said.push(`${level}: ${message}`));
  });
  afterEach(() => sinks.stop());

  const score = (to: number, feature = 'income', segment = ''): KeptScore => ({
    ...{ windowName: '1h', segment, from: to - HOUR, to, version: 'v1' },
    result: { ...result, feature },
  });
  const holding = (scores: readonly KeptScore[]): Store => {
    const between = (from = new Date(0), to = new Date(now + DAY)): KeptScore[] =>
      scores.filter((one) => one.to >= from.getTime() && one.to < to.getTime());
    return {
      scores: ({ from, to }: Parameters<Store['scores']>[0]) => Promise.resolve(between(from, to)),
    } as Store;
  };
  const settings = (bucket: string): Config['store'] => {
    const { url, org, token } = server;
    const influxdb = {
      url,
      org,
      bucket,
      token: new Secret(token),
      verify_certificate: true,
      timeout: 30_000,
    };
    return {
      path: '',
      influxdb: { ...influxdb, measurement: 'drift_scores' },
      retention: { buckets: YEAR, days: YEAR, scores: YEAR },
    };
  };
  const bucket = async (name: string, seconds = 0): Promise<string> => {
    const { orgs } = (await server.request('GET', '/api/v2/orgs')) as { orgs: { id: string }[] };
    const retentionRules = seconds === 0 ? [] : [{ type: 'expire', everySeconds: seconds }];
    await server.request('POST', '/api/v2/buckets', { name, orgID: orgs[0]?.id, retentionRules });
    return name;
  };
  const state: ModelState = {
    ...initialState({ name: MODEL } as Config['models'][number]),
    closedUntil: new Date(now),
  };
  const shown = async (in_: string): Promise<Shown[]> => {
    const { url, org, token } = server;
    const client = new InfluxClient({ name: 'target', url, org, bucket: in_, token });
    const found: Shown[] = [];
    await client.query(
      `from(bucket: "${in_}") |> range(start: 0) |> filter(fn: (r) => r._field == "severity_level")`,
      (row) =>
        found.push({
          feature: row.value('feature'),
          segment: row.value('segment'),
          time: Date.parse(row.value('_time')),
        }),
    );
    await client.close();
    return found;
  };
  const metric = async (name: string): Promise<number | undefined> =>
    (await health.registry.getSingleMetric(name)?.get())?.values[0]?.value;
  const takes = (count: number): Promise<unknown> =>
    eventually(
      () => metric('drift_exporter_influxdb_points_total'),
      (taken) => taken === count,
    );

  test('older ones than the bucket keeps are counted and told once, the others are all there', async () => {
    const name = await bucket('short', 2 * 3_600);
    // more than one request, the first of which has old ones only
    const old = Array.from({ length: 5_500 }, (_, index) => score(now - 2 * DAY, `old ${index}`));
    const fresh = Array.from({ length: 600 }, (_, index) => score(now - 1_000 * index, `fresh ${index}`));
    await sinks.configure(settings(name), holding([...old, ...fresh]));
    sinks.checked(state);
    await takes(fresh.length);
    expect(await metric('drift_exporter_influxdb_too_old_total')).toBe(old.length);
    expect(await metric('drift_exporter_influxdb_errors_total')).toBe(0);
    expect((await shown(name)).map(({ feature }) => feature).sort()).toEqual(
      fresh.map((one) => one.result.feature).sort(),
    );
    expect(said).toEqual([expect.stringMatching(/^warn: scores are older than the InfluxDB bucket keeps/)]);
  });

  test('each goes with its segment, and a name that ends in a backslash spoils none', async () => {
    const name = await bucket('names');
    const names = ['', 'region=north', 'path=C:\\', 'odd=, \\ ="x"', 'other'];
    await sinks.configure(settings(name), holding(names.map((segment) => score(now, 'income\\', segment))));
    sinks.checked(state);
    await takes(names.length);
    const found = await shown(name);
    expect(new Set(found.map(({ segment }) => segment))).toEqual(
      new Set(names.map((segment) => (segment.endsWith('\\') ? `${segment} ` : segment))),
    );
    expect(new Set(found.map(({ feature }) => feature))).toEqual(new Set(['income\\ ']));
    // what is there is found again by the name of the model: only the newest is written once more
    const again = holding([score(now - DAY), ...names.map((segment) => score(now, 'income\\', segment))]);
    await sinks.stop();
    await sinks.configure({ ...settings(name), retention: { buckets: 1, days: 1, scores: YEAR } }, again);
    sinks.checked(state);
    await takes(2 * names.length);
  });

  test('a bucket that is configured while it runs gets all of them from then on', async () => {
    const [first, second] = [await bucket('first'), await bucket('second')];
    const store = holding([score(now - HOUR), score(now)]);
    await sinks.configure(settings(first), store);
    sinks.checked(state);
    await takes(2);
    await sinks.configure(settings(second), store);
    expect(await metric('drift_exporter_influxdb_up')).toBeUndefined();
    sinks.checked(state);
    await takes(4);
    expect(await metric('drift_exporter_influxdb_up')).toBe(1);
    expect(await shown(second)).toEqual(await shown(first));
    await sinks.configure({ path: '', retention: settings(second).retention }, store);
    sinks.checked(state);
    expect(await metric('drift_exporter_influxdb_up')).toBeUndefined();
  });

  test('whole numbers of 64 bits keep each digit', async () => {
    const { url, org, token } = server;
    const writer = new InfluxWriter({ url, org, bucket: server.bucket, token });
    const value = 2n ** 53n + 1n;
    await writer.write([
      { measurement: 'large', tags: {}, fields: { value, least: -(2n ** 63n) }, time: now },
    ]);
    writer.close();
    const client = new InfluxClient({ name: 'target', url, org, bucket: server.bucket, token });
    const found: string[] = [];
    await client.query(
      `from(bucket: "${server.bucket}") |> range(start: 0) |> filter(fn: (r) => r._measurement == "large")`,
      (row) => found.push(row.value('_value')),
    );
    await client.close();
    expect(found.sort()).toEqual([String(-(2n ** 63n)), String(value)].sort());
  });
});
