import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { replayFlights, storeAlerts } from '../grafana/pastAlerts.js';
import type { TestDatabase } from '../services/postgresDatabase.js';
import type { DataFolder } from './dataFolder.js';
import { eventually } from './eventually.js';
import { monitorConfig } from './monitorConfig.js';
import { MonitorProcess } from './monitorProcess.js';
import { projectFile } from './ruleFile.js';
import { AS_IF_NOW } from './springFlights.js';

/** Milliseconds for the first check, which counts nine months. */
const PATIENCE = 240_000;
const FLIGHTS = fileURLToPath(projectFile('examples/flights/flights.parquet'));

/**
 * Fills a result store as an exporter would have that has watched the flights until the end of September as if that were now, with the
 * alerts that the rules make of them. Only how long its hourly checks took is made up.
 */
export async function watchFlights(store: TestDatabase, folder: DataFolder): Promise<void> {
  await folder.parquet({
    'flights.parquet': `SELECT * FROM '${FLIGHTS}' WHERE scheduled_at < '2013-09-25'`,
  });
  const { models } = parse(readFileSync(projectFile('examples/flights/monitoring_config.yaml'), 'utf8')) as {
    models: Array<Record<string, unknown>>;
  };
  const config = monitorConfig(folder, 'flights', {
    monitoring: AS_IF_NOW,
    store: { url: store.url },
    models: models.map((model) => ({ ...model, files: join(folder.path, 'flights.parquet') })),
  });
  const monitor = new MonitorProcess(config);
  try {
    await eventually(
      () => monitor.metrics(),
      (metrics) =>
        metrics.all('drift_psi').length > 0 &&
        metrics.value('drift_backlog_buckets', { model: 'flights' }) === 0,
      PATIENCE,
    );
  } finally {
    await monitor.end('SIGTERM');
  }
  await storeAlerts(store, await replayFlights(config));
  await storeChecks(store);
}

/** An hourly check over the last sixty days, as long as the same check took in each run of this. */
async function storeChecks(store: TestDatabase): Promise<void> {
  // that of the whole year at once would dwarf all others
  await store.query('DELETE FROM drift.checks');
  await store.query(
    `INSERT INTO drift.checks (model, version, writer, started_at, finished_at, stages, rows, buckets, features, failed_features,
       error, watermark, commit)
     SELECT r.model, r.version, 'exporter', began, began + make_interval(secs => 1.2 + chance),
       jsonb_build_object('count', .6 + .6 * chance, 'judge', .4 + .2 * chance, 'store', .2 + .2 * chance), round(20 + 60 * chance), 1,
       f.features, 0, CASE WHEN chance > .995 THEN 'the source did not answer in time' ELSE '' END,
       began - make_interval(mins => (10 + 30 * chance)::int), md5(hour::text)
     FROM drift."references" r, generate_series(0, 24 * 60 - 1) hour,
       LATERAL (SELECT now() - make_interval(hours => hour) AS began,
         ('x' || substr(md5(hour::text), 1, 4))::bit(16)::int / 65536.0 AS chance) made_up,
       LATERAL (SELECT count(*) AS features FROM drift.reference_features WHERE model = r.model AND version = r.version) f
     WHERE r.active`,
  );
}
