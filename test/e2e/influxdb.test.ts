import { DuckDBInstance } from '@duckdb/node-api';
import { InfluxClient } from '../../exporter/src/sources/influxdbClient.js';
import { openStore } from '../../exporter/src/store/store.js';
import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { checkConfig, feature, runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { monitorProcesses, type ModelDetail } from '../support/monitorProcess.js';

/** Milliseconds for the first check of a monitor that counts two months of reference, hours of the day apart. */
const PATIENCE = 240_000;
const UNTIL = '2013-05-01';
const numbers = ['temperature_f', 'pressure_mb'];
const features = `[carrier, dest, distance_miles, ${numbers.join(', ')}]`;
const VARIABLE = 'DRIFT_TEST_INFLUX_TOKEN';

await describeInflux('flights in InfluxDB', (binary) => {
  const folder = dataFolder();
  const startMonitor = monitorProcesses();
  let source: InfluxServer;

  beforeAll(async () => {
    source = await startInflux(binary);
    process.env[VARIABLE] = source.token;
    await source.write(await flightLines());
  });
  afterAll(async () => {
    delete process.env[VARIABLE];
    await source.stop();
  });

  const keys = ({ url, org }: InfluxServer, bucket: string, token: string): string =>
    JSON.stringify({ url, org, bucket, token });
  const sourceLine = (token = `\${${VARIABLE}}`): string =>
    `sources: { metrics: { type: influxdb, row_fields: { flights: distance_miles }, ${keys(source, source.bucket, token).slice(1)} }`;
  const model = `name: flights, source: metrics, table: flights, timestamp_column: _time, features: ${features}`;

  test(
    'tell the same story as in a file, to nine digits',
    async () => {
      folder.lines('files/monitoring_config.yaml', [
        'models:',
        `  - { name: flights, files: ${process.cwd()}/examples/flights/flights.parquet, timestamp_column: scheduled_at,`,
        `      check_windows: month, features: ${features}, reference: { to: 2013-03-01 } }`,
      ]);
      folder.lines('points/monitoring_config.yaml', [
        sourceLine(),
        'models:',
        `  - { ${model}, check_windows: month, reference: { to: 2013-03-01 } }`,
      ]);
      const files = await checkConfig(`${folder.path}/files`);
      const points = await checkConfig(`${folder.path}/points`);
      expect([points.code, points.error]).toEqual([0, '']);
      expect(points.results.map(({ window_name }) => window_name)).toEqual([
        '2013-01',
        '2013-02',
        '2013-03',
        '2013-04',
      ]);
      for (const [index, result] of points.results.entries()) {
        const other = files.results[index];
        if (other === undefined) throw new Error(`no window ${index}`);
        expect(result.reference.rows).toBe(other.reference.rows);
        expect(result.features.map(({ feature: name }) => name)).toHaveLength(5);
        for (const { feature: name, rows, missing_ratio, severity, drifted, statistics } of result.features) {
          const expected = feature(other, name);
          expect({ name, rows, missing_ratio, severity, drifted }).toEqual({
            name,
            rows: expected.rows,
            missing_ratio: expected.missing_ratio,
            severity: expected.severity,
            drifted: expected.drifted,
          });
          expect(Object.keys(statistics)).toEqual(
            expect.arrayContaining(numbers.includes(name) ? ['psi', 'ks'] : ['psi']),
          );
          for (const [id, values] of Object.entries(statistics)) {
            for (const [key, value] of Object.entries(values)) {
              // a file is compared value by value, points on the grid: what a bound goes with is exact to that
              if ('error_bound' in values) {
                if (key === 'statistic' || key === 'distance') {
                  const distance = Number(expected.statistics[id]?.[key]) - Number(value);
                  expect(Math.abs(distance)).toBeLessThanOrEqual(Number(values.error_bound) + 1e-9);
                }
                continue;
              }
              const same = expected.statistics[id]?.[key];
              if (typeof value !== 'number' || typeof same !== 'number') expect(value).toBe(same);
              else expect(Math.abs(value - same)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(same), 1e-6));
            }
          }
        }
      }
    },
    2 * PATIENCE,
  );

  test('a wrong token is one line, which does not tell it', async () => {
    folder.lines('denied/monitoring_config.yaml', [
      sourceLine('correct horse'),
      'models:',
      `  - { ${model}, reference: { to: 2013-03-01 } }`,
    ]);
    const { code, out, error } = await runCli(['check', '--config', `${folder.path}/denied`]);
    expect(code).toBe(1);
    expect(error).toMatch(/^error: source metrics: InfluxDB at .* refuses the token/m);
    expect(out + error).not.toMatch(/correct horse|\n\s+at /);
  });

  test(
    'are watched, and their scores reach InfluxDB once it is there, each of them once',
    async () => {
      const target = await startInflux(binary);
      const { url, org, bucket, token } = target;
      const client = new InfluxClient({ name: 'target', url, org, bucket, token });
      const points = async (): Promise<Map<string, number>> => {
        const found = new Map<string, number>();
        await client.query(
          `from(bucket: "${bucket}") |> range(start: 0) |> filter(fn: (r) => r._measurement == "drift_scores" and r._field == "psi")`,
          (row) =>
            found.set(
              `${row.value('feature')} ${row.value('window')} ${Date.parse(row.value('_time'))}`,
              Number(row.value('_value')),
            ),
        );
        return found;
      };
      try {
        folder.lines('watched/monitoring_config.yaml', [
          "monitoring: { clock: data, lookback_window: 14d, check_frequency: '2s' }",
          sourceLine(),
          `store: { path: store, influxdb: ${keys(target, bucket, token)} }`,
          'models:',
          `  - { ${model}, reference: { to: 2013-03-01 }, bucket: 6h, windows: ['24h', '168h'] }`,
        ]);
        await target.kill();
        const monitor = startMonitor(`${folder.path}/watched`);
        // checks do not wait for it
        const checked = ({ last_success, failure }: ModelDetail): boolean =>
          last_success !== null || failure !== null;
        expect(await eventually(() => monitor.model('flights'), checked, PATIENCE)).toMatchObject({
          failure: null,
        });
        await monitor.untilMetrics(
          (metrics) => (metrics.value('drift_exporter_influxdb_errors_total') ?? 0) > 0,
        );
        expect((await monitor.metrics()).value('drift_exporter_influxdb_up')).toBe(0);
        expect(monitor.log).toContain('store.influxdb: ');
        expect(monitor.log).not.toContain(token);
        await target.restart();
        await monitor.untilMetrics((metrics) => metrics.value('drift_exporter_influxdb_up') === 1);
        await eventually(points, ({ size }) => size > 0);
        const first = await points();
        await monitor.end();
        const again = startMonitor(`${folder.path}/watched`);
        await again.untilMetrics((metrics) => metrics.value('drift_exporter_influxdb_up') === 1);
        await again.end();
        const store = await openStore({
          path: `${folder.path}/watched/store`,
          retention: { buckets: 0, days: 0, scores: 0 },
        });
        const scores = await store.scores({ model: 'flights' });
        await store.close();
        const kept = scores.flatMap(({ windowName, to, result }): [string, number][] => {
          const psi = result.statistics.psi?.value;
          return typeof psi === 'number' ? [[`${result.feature} ${windowName} ${to}`, psi]] : [];
        });
        expect(kept.length).toBeGreaterThan(200);
        expect(first).toEqual(new Map(kept));
        expect(await points()).toEqual(first);
      } finally {
        await client.close();
        await target.stop();
      }
    },
    2 * PATIENCE,
  );
});

/** Flights as points: carrier and destination are tags, all else fields. */
async function flightLines(): Promise<string[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  const found = await connection.runAndReadAll(
    `SELECT epoch_ns(scheduled_at)::VARCHAR, carrier, dest, distance_miles, ${numbers.join(', ')}
     FROM 'examples/flights/flights.parquet' WHERE scheduled_at < '${UNTIL}' ORDER BY scheduled_at`,
  );
  const lines = found.getRowsJson().map(([time, carrier, dest, distance, ...rest], index) => {
    const fields = rest.flatMap((value, column) => (value === null ? [] : `${numbers[column]}=${value}`));
    // flights of one minute, carrier and destination are different rows
    const own = BigInt(String(time)) + BigInt(index % 1_000_000);
    return `flights,carrier=${carrier},dest=${dest} ${[`distance_miles=${distance}`, ...fields].join(',')} ${own}`;
  });
  connection.closeSync();
  return lines;
}
