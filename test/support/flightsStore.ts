import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { runCli } from './cli.js';
import type { DataFolder } from './dataFolder.js';
import { monitorConfig } from './monitorConfig.js';
import { MonitorProcess } from './monitorProcess.js';
import { AS_IF_NOW, springFlights } from './springFlights.js';
import { storeAlerts } from './storedAlerts.js';

/** A store that the exporter has filled with the flights of the spring as if they had ended now, and with alerts of them. */
export async function fillFlightsStore(folder: DataFolder): Promise<TestDatabase> {
  const store = await createTestDatabase();
  const rows = { ...(await springFlights(folder)), windows: ['24h'] };
  const config = monitorConfig(folder, 'config', {
    monitoring: { ...AS_IF_NOW, check_frequency: '1s' },
    store: { url: store.url },
    models: [
      { ...rows, name: 'flights', features: ['carrier', 'temperature_f', 'visibility_mi'] },
      // a second one with a feature of the same name, so that what adds up both is seen
      { ...rows, name: 'delays', features: ['carrier', 'departure_delay_min'] },
    ],
  });
  const { code, error } = await runCli(['backfill', '--config', config]);
  if (code !== 0 || error !== '') throw new Error(`backfill ended with ${code}: ${error}`);
  const exporter = new MonitorProcess(config);
  for (const name of ['flights', 'delays']) await exporter.untilChecked(name);
  await exporter.end();
  await storeAlerts(store, 'flights');
  return store;
}
