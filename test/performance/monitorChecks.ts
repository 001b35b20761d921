import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { parseConfig } from '../../exporter/src/config/load.js';
import { ModelMonitor } from '../../exporter/src/monitor/modelMonitor.js';
import { openStore } from '../../exporter/src/store/store.js';
import { startPostgres } from '../services/postgres.js';
import { registries } from '../support/registries.js';

/*
 * What a check costs once the past is counted: 10,000 new rows × 20 features, with windows of a day to four weeks behind
 * them, beside a plain aggregate of the new rows and of the whole window. Prints a Markdown table for
 * docs/ARCHITECTURE.md.
 *
 *   node build/test/performance/monitorChecks.js
 */

const DAYS = 29;
const ROWS_A_DAY = 20_000;
const NEW_ROWS = 10_000;
const ROUNDS = 5;
const DAY = 86_400_000;
const END = Date.UTC(2026, 0, 1) + DAYS * DAY;
const columns = Array.from({ length: 20 }, (_, index) => `x${index}`);
const folder = mkdtempSync(join(tmpdir(), 'drift-bench-'));

const server = await startPostgres();
const pool = new pg.Pool({ connectionString: server.url, max: 2 });
// the server ends its connections as it stops
pool.on('error', () => undefined);
try {
  await prepare();
  process.stdout.write(
    '| windows up to | check after 10,000 new rows | aggregate of the new rows | ratio | aggregate of the window |\n|---|---:|---:|---:|---:|\n',
  );
  let end = END;
  for (const days of [1, 7, 28]) end = await measure(days, end);
} finally {
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(): Promise<void> {
  await pool.query(
    `CREATE TABLE rows (at timestamptz, ${columns.map((name) => `${name} float8`).join(', ')})`,
  );
  await insert(DAYS * ROWS_A_DAY, END - DAYS * DAY, END);
  await pool.query('CREATE INDEX ON rows (at)');
  await pool.query('CREATE TABLE training AS SELECT * FROM rows LIMIT 50000');
  await pool.query('ANALYZE');
}

/** Rows at even distances, of normal values. */
async function insert(count: number, from: number, to: number): Promise<void> {
  const values = columns.map(() => 'sqrt(-2 * ln(1 - random())) * cos(6.283185307179586 * random())');
  await pool.query(
    `INSERT INTO rows SELECT to_timestamp(($2::float8 + ($3::float8 - $2) * n / $1) / 1000), ${values.join(', ')}
     FROM generate_series(1, $1::int) AS n`,
    [count, from, to],
  );
}

/** @returns where the data ends afterwards */
async function measure(days: number, begin: number): Promise<number> {
  const config = parseConfig(
    {
      folder,
      monitoringName: 'monitoring_config.yaml',
      monitoring: Buffer.from(
        JSON.stringify({
          monitoring: { clock: 'data', lookback_window: `${days}d` },
          sources: { warehouse: { type: 'postgres', url: server.url } },
          store: { path: `store-${days}` },
          models: [
            {
              name: 'bench',
              source: 'warehouse',
              table: 'rows',
              timestamp_column: 'at',
              features: columns,
              reference: { table: 'training' },
            },
          ],
        }),
      ),
    },
    { registries },
  );
  const [model] = config.models;
  if (model === undefined) throw new Error('there is no model');
  const store = await openStore(config.store);
  const fail = (_model: string, stage: string, _seconds: unknown, error: unknown): void => {
    throw new Error(`the check failed in stage ${stage}`, { cause: error });
  };
  const nothing = (): void => undefined;
  const observer = {
    checkStarted: nothing,
    checkFinished: nothing,
    checkFailed: fail,
    sourceUp: nothing,
    storeUp: nothing,
    progress: nothing,
    warning: nothing,
  };
  const monitor = new ModelMonitor(config, model, store, observer, 'bench');
  await monitor.check();
  const times: Record<'check' | 'fresh' | 'window', number[]> = { check: [], fresh: [], window: [] };
  let end = begin;
  for (let round = 0; round < ROUNDS; round++) {
    // half an hour of new rows
    await insert(NEW_ROWS, end, end + DAY / 48);
    const sums = columns.map((name) => `avg(${name}), stddev(${name})`).join(', ');
    const aggregate = (from: number) =>
      timed(() =>
        pool.query(`SELECT count(*), ${sums} FROM rows WHERE at > to_timestamp($1::float8 / 1000)`, [from]),
      );
    times.fresh.push(await aggregate(end));
    times.window.push(await aggregate(end - days * DAY));
    end += DAY / 48;
    times.check.push(await timed(() => monitor.check()));
    if (monitor.state.failure !== undefined) throw new Error(monitor.state.failure.message);
  }
  await monitor.close();
  await store.close();
  const [check, fresh, window] = [times.check, times.fresh, times.window].map(median);
  process.stdout.write(
    `| ${days} d | ${check?.toFixed(0)} ms | ${fresh?.toFixed(0)} ms | ${((check ?? 0) / (fresh ?? 1)).toFixed(1)} | ${window?.toFixed(0)} ms |\n`,
  );
  return end;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
