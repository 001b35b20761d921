// All that the dashboards need to show the flights' year in a Grafana: PostgreSQL, the exporter, and a Prometheus with its history.
// Usage: node build/test/grafana/stack.js FOLDER. Writes FOLDER/drift.env for Grafana's environment, and stays until interrupted.
import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { startPostgres } from '../services/postgres.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { findPrometheus } from '../services/prometheusBinaries.js';
import { alertRuleFiles } from '../support/alertRules.js';
import { DataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { projectFile } from '../support/ruleFile.js';
import { startScrapedHistory } from '../support/scrapedHistory.js';
import { alertSeries, replayFlights, storeAlerts } from './pastAlerts.js';
import { syntheticHistory } from './syntheticHistory.js';

/** The stack listens on loopback, and holds public data. */
const READER_PASSWORD = 'reader';

const path = resolve(process.argv[2] ?? 'stack');
mkdirSync(path, { recursive: true });
const folder = new DataFolder(path);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const server = await startPostgres();
process.env.DRIFT_TEST_POSTGRES_URL = server.url;
const store = await createTestDatabase();
const { models } = parse(readFileSync(projectFile('examples/flights/monitoring_config.yaml'), 'utf8')) as {
  models: Array<Record<string, unknown>>;
};
const files = fileURLToPath(projectFile('examples/flights/flights.parquet'));
const config = monitorConfig(folder, 'config', {
  monitoring: { clock: 'shifted', lookback_window: '366d', check_frequency: '15s' },
  store: { url: store.url },
  models: models.map((model) => ({ ...model, files })),
});
const synthetic = folder.write(
  'synthetic.om',
  syntheticHistory(
    [
      { name: 'three', features: 3 },
      { name: 'five hundred', features: 500 },
    ],
    Date.now() / 1000,
  ),
);
tell('replaying the flights');
const pastAlerts = await replayFlights();
const past = folder.write('alerts.om', alertSeries(pastAlerts));
tell('counting the flights');
const history = await startScrapedHistory(folder, await findPrometheus(), {
  config,
  history: [synthetic, past],
  interval: '5s',
  rules: {
    groups: alertRuleFiles().map(({ file, recordings, alerts }) => ({
      name: file,
      rules: [...recordings, ...alerts],
    })),
  },
});
await storeAlerts(store, pastAlerts);
await store.query(readFileSync(projectFile('provisioning/postgres/roles.sql'), 'utf8'));
await store.query(`ALTER ROLE drift_reader PASSWORD '${READER_PASSWORD}'`);

const { host, pathname } = new URL(store.url);
const environment = {
  DRIFT_PROMETHEUS_URL: history.prometheus.client.url,
  DRIFT_SCRAPE_INTERVAL: '5s',
  DRIFT_STORE_ADDRESS: host,
  DRIFT_STORE_DATABASE: pathname.slice(1),
  DRIFT_STORE_USER: 'drift_reader',
  DRIFT_STORE_PASSWORD: READER_PASSWORD,
  DRIFT_STORE_SSLMODE: 'disable',
  DRIFT_DASHBOARDS: fileURLToPath(projectFile('dashboards/grafana')),
  GF_PATHS_PROVISIONING: fileURLToPath(projectFile('provisioning/grafana')),
  GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: 'driftmonitoring-drift-panel',
};
const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'\n`);
const written = folder.write('drift.env', lines.join(''));
tell(`ready: ${written}`);

const interrupted = new Promise<void>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
});
await interrupted;
await history.stop();
await store.drop();
await server.stop();
