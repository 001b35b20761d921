import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { MINUTE, ROWS_A_MINUTE, TABLE_START } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

/** Milliseconds for a monitor's first check on a busy machine. */
const PATIENCE = 180_000;
const REFERENCE = 60;
const folder = dataFolder();
const start = monitorProcesses();

await describeInflux('a monitor of InfluxDB', (binary) => {
  let server: InfluxServer;
  const load = { name: 'load', newest: TABLE_START };
  const fillOn = async (minutes: number): Promise<void> => {
    const lines = Array.from({ length: minutes * ROWS_A_MINUTE }, (_, index) => {
      const at = load.newest + Math.floor((index * MINUTE) / ROWS_A_MINUTE);
      return `load,host=h${index % 3} busy=${(index * 37) % 101} ${BigInt(at) * 1_000_000n}`;
    });
    load.newest += minutes * MINUTE;
    await server.write(lines);
  };

  beforeAll(async () => {
    server = await startInflux(binary);
  });
  afterAll(() => server.stop());

  test(
    'goes on by itself after an outage: what is written then is counted, once',
    async () => {
      await fillOn(REFERENCE + 20);
      const { url, org, bucket, token } = server;
      const config = monitorConfig(folder, 'outage', {
        models: [
          {
            ...{ name: 'load', source: 'metrics', table: 'load', timestamp_column: '_time' },
            features: ['busy', 'host'],
            reference: { to: new Date(TABLE_START + REFERENCE * MINUTE).toISOString() },
            ...{ bucket: '1m', lateness: '2m', windows: ['10m'], deadline: '1m' },
          },
        ],
        more: {
          sources: { metrics: { type: 'influxdb', url, org, bucket, token, row_fields: { load: 'busy' } } },
        },
      });
      const monitor = start(config, { patience: PATIENCE });
      await monitor.untilCounted(load);
      await server.kill();
      const failed = await monitor.untilModel('load', ({ failure }) => failure !== null);
      expect(failed.failure?.message).toMatch(/^source metrics: cannot reach InfluxDB at 127\.0\.0\.1:\d+: /);
      await monitor.untilMetrics((metrics) => metrics.value('drift_source_up', { source: 'metrics' }) === 0);
      await server.restart();
      await fillOn(10);
      await monitor.untilCounted(load);
      await monitor.untilMetrics((metrics) => metrics.value('drift_source_up', { source: 'metrics' }) === 1);
      await monitor.end();
      const { position, buckets } = await readStored(config, 'load');
      const until = load.newest - 3 * MINUTE;
      expect(position.closedUntil).toBe(until);
      const closed = buckets.filter((one) => one.feature === 'busy' && one.start < until);
      const watched = closed.filter(({ start: at }) => at >= TABLE_START + REFERENCE * MINUTE);
      expect(watched).toHaveLength(27);
      expect(new Set(watched.map(({ profile }) => profile.rows))).toEqual(new Set([ROWS_A_MINUTE]));
    },
    2 * PATIENCE,
  );
});
