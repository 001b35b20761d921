import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PrometheusServer } from '../services/prometheus.js';
import type { PrometheusBinaries } from '../services/prometheusBinaries.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import type { DataFolder } from './dataFolder.js';
import { serveEventfulModel } from './eventfulModel.js';
import { monitorConfig } from './monitorConfig.js';
import { ALERT, startScrapedHistory } from './scrapedHistory.js';

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
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600;
  const quiet = folder.write(
    'quiet.om',
    `# TYPE drift_active gauge\ndrift_active{model="flights",feature="temperature_f"} 0 ${hour - 240 * 3_600}\n# EOF\n`,
  );
  const eventful = await serveEventfulModel();
  const { prometheus, stop } = await startScrapedHistory(folder, binaries, {
    config,
    history: [quiet],
    targets: [{ url: eventful.url('/metrics'), labels: { pod: 'other' } }],
    rules: { groups: [{ name: 'drift', rules: [ALERT] }] },
  });
  return {
    prometheus,
    store,
    async stop() {
      await stop();
      await eventful.close();
      await store.drop();
    },
  };
}
