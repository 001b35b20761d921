import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { runCli } from './cli.js';
import type { DataFolder } from './dataFolder.js';
import { monitorConfig } from './monitorConfig.js';
import { MonitorProcess } from './monitorProcess.js';
import { storeAlerts } from './storedAlerts.js';

const flights = fileURLToPath(new URL('../../../examples/flights/flights.parquet', import.meta.url));

/** A store that the exporter has filled with flights until the middle of June, as if they had ended now, and with alerts of them. */
export async function fillFlightsStore(folder: DataFolder): Promise<TestDatabase> {
  const columns = 'scheduled_at, carrier, temperature_f, departure_delay_min, visibility_mi';
  await folder.parquet({
    'rows.parquet': `SELECT ${columns} FROM '${flights}' WHERE scheduled_at < '2013-06-10'`,
  });
  const store = await createTestDatabase();
  const rows = {
    files: join(folder.path, 'rows.parquet'),
    timestamp_column: 'scheduled_at',
    reference: { to: '2013-03-01' },
    windows: ['24h'],
  };
  const config = monitorConfig(folder, 'config', {
    monitoring: { clock: 'shifted', lookback_window: '366d', check_frequency: '1s' },
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
