import { InfluxClient } from '../../exporter/src/sources/influxdbClient.js';
import { createInfluxSource } from '../../exporter/src/sources/influxdb.js';
import type { Cells, CellCounts } from '../../exporter/src/sources/source.js';
import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { cuttingProxy } from '../support/cuttingProxy.js';

const ROWS = 100;
const START = BigInt(Date.parse('2024-01-01T00:00:00Z')) * 1_000_000n;
const numeric: Cells = {
  kind: 'numeric',
  edges: Float64Array.of(10, 50),
  ...{ center: 0, scale: 1, minimum: 0, maximum: 99 },
};
const categorical: Cells = {
  kind: 'categorical',
  categories: Array.from({ length: 50 }, (_, index) => `p${index}`),
  others: [],
  complete: true,
};

await describeInflux('an answer of InfluxDB that', (binary) => {
  let server: InfluxServer;

  beforeAll(async () => {
    server = await startInflux(binary);
    await server.write(
      Array.from(
        { length: ROWS },
        (_, index) =>
          `readings,site=s${index % 4} value=${index},place="p${index % 50}" ${START + BigInt(index)}`,
      ),
    );
  });
  afterAll(() => server.stop());

  test('ends early is an error wherever it does, and never fewer counts', async () => {
    const proxy = await cuttingProxy(new URL(server.url));
    const { org, bucket, token } = server;
    const count = async (): Promise<CellCounts[]> => {
      const source = createInfluxSource({ name: 'metrics', url: proxy.url, org, bucket, token });
      try {
        return await source.count({
          selection: { relation: { table: 'readings' } },
          features: [
            { feature: { name: 'value', kind: 'numeric' }, cells: numeric },
            { feature: { name: 'place', kind: 'categorical' }, cells: categorical },
          ],
          bucket: 1_000,
          segments: [{ column: 'site', values: ['s0', 's1', 's2', 's3'] }],
        });
      } finally {
        await source.close();
      }
    };
    try {
      const whole = await count();
      const length = proxy.received();
      const cuts = 24;
      for (let cut = 0; cut < cuts; cut++) {
        proxy.cutAfter(Math.floor((length * cut) / cuts), cut % 2 === 1);
        await expect(count()).rejects.toMatchObject({ code: 'source_unreachable' });
      }
      proxy.cutAfter(Infinity, false);
      expect(await count()).toEqual(whole);
    } finally {
      await proxy.close();
    }
  });

  test('ends in an error of the server is an error, whatever had come by then', async () => {
    const { url, org, bucket, token } = server;
    const client = new InfluxClient({ name: 'metrics', url, org, bucket, token });
    const points = `from(bucket: "${bucket}") |> range(start: 0) |> filter(fn: (r) => r._field == "place")`;
    const failing = `${points} |> map(fn: (r) => ({r with _value: int(v: r._value)})) |> yield(name: "failing")`;
    const before: number[] = [];
    // either pipeline may come first
    for (let round = 0; round < 20; round++) {
      let rows = 0;
      const answer = client.query(`${points} |> yield(name: "sound")\n${failing}`, () => (rows += 1));
      await expect(answer).rejects.toMatchObject({ code: 'source_failed' });
      before.push(rows);
    }
    expect(Math.max(...before)).toBe(ROWS);
    await client.close();
  });
});
