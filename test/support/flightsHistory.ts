import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DataFolder } from './dataFolder.js';
import { startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import type { PrometheusBinaries } from '../services/prometheusBinaries.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { serveEventfulModel } from './eventfulModel.js';
import { runCli } from './cli.js';
import { monitorConfig } from './monitorConfig.js';
import { MonitorProcess } from './monitorProcess.js';

const run = promisify(execFile);
const flights = fileURLToPath(new URL('../../../examples/flights/flights.parquet', import.meta.url));

/** A model whose name must be written with care wherever it goes. */
export const HOSTILE_MODEL = 'late "flights" \\ d\'été';

/** What dashboards look at: a running exporter, its store, and a Prometheus with their history that goes on scraping. */
export interface FlightsHistory {
  readonly prometheus: PrometheusServer;
  readonly store: TestDatabase;
  stop(): Promise<void>;
}

/**
 * The flights until the middle of June as if they had ended now, when the temperature has long left the winter; four features,
 * which take seconds.
 */
export async function startFlightsHistory(
  folder: DataFolder,
  binaries: PrometheusBinaries,
): Promise<FlightsHistory> {
  const columns = 'scheduled_at, carrier, temperature_f, departure_delay_min, visibility_mi';
  await folder.parquet({
    'rows.parquet': `SELECT ${columns} FROM '${flights}' WHERE scheduled_at < '2013-06-10'`,
  });
  const store = await createTestDatabase();
  const rows = {
    files: join(folder.path, 'rows.parquet'),
    timestamp_column: 'scheduled_at',
    reference: { to: '2013-03-01' },
  };
  const config = monitorConfig(folder, 'config', {
    monitoring: { clock: 'shifted', lookback_window: '366d', check_frequency: '1s' },
    store: { url: store.url },
    models: [
      {
        ...rows,
        name: 'flights',
        time_zone: 'America/New_York',
        features: ['carrier', 'temperature_f', 'departure_delay_min', 'visibility_mi'],
        windows: ['6h', '24h', '168h'],
      },
      { ...rows, name: HOSTILE_MODEL, features: ['departure_delay_min'], windows: ['24h'] },
    ],
  });
  const history = join(folder.path, 'history.om');
  const { code, error } = await runCli(['backfill', '--config', config, '--openmetrics', history]);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const blocks = join(folder.path, 'blocks');
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600;
  const quiet = folder.write(
    'quiet.om',
    `# TYPE drift_active gauge\ndrift_active{model="flights",feature="temperature_f"} 0 ${hour - 240 * 3_600}\n# EOF\n`,
  );
  for (const file of [history, quiet]) {
    const create = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', file, blocks];
    await run(binaries.promtool, create, { maxBuffer: 1e8 });
  }

  const exporter = new MonitorProcess(config);
  const ruleFile = join(folder.path, 'alerts.yml');
  writeFileSync(ruleFile, JSON.stringify({ groups: [{ name: 'drift', rules: [ALERT] }] }));
  const eventful = await serveEventfulModel();
  const prometheus = await startPrometheus(binaries, {
    targets: [
      { url: `${await exporter.url()}/metrics`, labels: { pod: 'one' } },
      { url: eventful.url('/metrics'), labels: { pod: 'other' } },
    ],
    storage: blocks,
    ruleFiles: [ruleFile],
  });
  return {
    prometheus,
    store,
    async stop() {
      await prometheus.stop();
      await exporter.end('SIGKILL');
      await eventful.close();
      await store.drop();
    },
  };
}

/** An alert as rules for drift have it, so that there is one. */
const ALERT = {
  alert: 'DriftActive',
  expr: 'max without (instance, pod) (drift_active) == 1',
  labels: { severity: 'warning' },
};
