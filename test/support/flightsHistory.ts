import type { PrometheusServer } from '../services/prometheus.js';
import type { PrometheusBinaries } from '../services/prometheusBinaries.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import type { DataFolder } from './dataFolder.js';
import { serveEventfulModel } from './eventfulModel.js';
import { monitorConfig } from './monitorConfig.js';
import { ALERT, startScrapedHistory } from './scrapedHistory.js';
import { AS_IF_NOW, springFlights } from './springFlights.js';

/** A model whose name must be written with care wherever it goes. */
export const HOSTILE_MODEL = 'late "flights" \\ d\'été';

/** What dashboards look at: a running exporter, its store, and a Prometheus with their history that goes on scraping. */
export interface FlightsHistory {
  readonly prometheus: PrometheusServer;
  readonly store: TestDatabase;
  stop(): Promise<void>;
}

/** The flights of the spring as if they had ended now. */
export async function startFlightsHistory(
  folder: DataFolder,
  binaries: PrometheusBinaries,
): Promise<FlightsHistory> {
  const store = await createTestDatabase();
  const rows = await springFlights(folder);
  const config = monitorConfig(folder, 'config', {
    monitoring: { ...AS_IF_NOW, check_frequency: '1s' },
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
