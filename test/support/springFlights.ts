import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataFolder } from './dataFolder.js';
import { projectFile } from './ruleFile.js';

const flights = fileURLToPath(projectFile('examples/flights/flights.parquet'));
const COLUMNS = 'scheduled_at, carrier, temperature_f, departure_delay_min, visibility_mi';

/** Monitoring as if the newest row were of now. */
export const AS_IF_NOW = { clock: 'shifted', lookback_window: '366d' };

/**
 * The flights until the middle of June, when the temperature has long left the winter, with four features, which take seconds.
 * @returns what all models on them say in the configuration
 */
export async function springFlights(folder: DataFolder): Promise<Record<string, unknown>> {
  await folder.parquet({
    'rows.parquet': `SELECT ${COLUMNS} FROM '${flights}' WHERE scheduled_at < '2013-06-10'`,
  });
  return {
    files: join(folder.path, 'rows.parquet'),
    timestamp_column: 'scheduled_at',
    reference: { to: '2013-03-01' },
  };
}
