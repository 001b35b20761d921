import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { loadConfig } from '../../exporter/src/config/load.js';
import { countBuckets } from '../../exporter/src/monitor/countBuckets.js';
import { ModelMonitor } from '../../exporter/src/monitor/modelMonitor.js';
import { monitoringPlan } from '../../exporter/src/monitor/plan.js';
import { openSource } from '../../exporter/src/sources/openSource.js';
import { openStore } from '../../exporter/src/store/store.js';
import { startPostgres } from '../services/postgres.js';
import { registries } from '../support/registries.js';
import {
  benchFolder,
  columnNames,
  DAY,
  fileRows,
  postgresRows,
  writeConfig,
  type RowsTable,
} from './monitorData.js';
import { printTable, quantile, timed } from './monitorReport.js';

const DAYS = 29;
const ROWS_A_DAY = 20_000;
const NEW_ROWS = 10_000;
const ROUNDS = 9;
const END = Date.UTC(2026, 0, 1) + DAYS * DAY;
const columns = columnNames(20);

/**
 * A check once the past is counted: 10,000 new rows × 20 features, with windows of a day to four weeks behind them,
 * beside the engine's own aggregate of the new rows and of the whole window, and the window counted anew.
 */
export async function checks(): Promise<void> {
  const server = await startPostgres();
  const rows: (string | number)[][] = [];
  try {
    for (const engine of ['postgres', 'duckdb'] as const) {
      const folder = benchFolder();
      const table =
        engine === 'postgres' ? await postgresRows(server.url, columns) : await fileRows(folder, columns);
      await table.insert(DAYS * ROWS_A_DAY, END - DAYS * DAY, END);
      let end = END;
      for (const keeps of ['PGlite', 'PostgreSQL'] as const) {
        for (const days of [1, 7, 28]) {
          const place = join(folder, `${keeps}-${days}`);
          mkdirSync(place);
          const store = keeps === 'PGlite' ? {} : { url: await newDatabase(server.url, `${engine}_${days}`) };
          const { times, end: next } = await measureChecks(place, table, store, days, end);
          end = next;
          const [check, fresh, window, anew] = [times.check, times.fresh, times.window, times.anew].map(
            (all) => quantile(all, 0.5),
          ) as [number, number, number, number];
          rows.push([
            `${engine === 'postgres' ? 'PostgreSQL' : 'Parquet'} → ${keeps}, ${days} d`,
            ...[check, fresh, window, anew].map((time) => time.toFixed(0)),
            (check / fresh).toFixed(1),
            (check / anew).toFixed(2),
          ]);
        }
      }
      await table.close();
    }
  } finally {
    await server.stop();
  }
  printTable(
    [
      'source → store, window',
      'check, ms',
      'aggregate of new rows',
      'of the window',
      'window anew',
      'check / new',
      'check / anew',
    ],
    rows,
  );
}

async function newDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return new URL(`/${name}`, url).href;
}

export interface Times {
  readonly check: number[];
  readonly fresh: number[];
  readonly window: number[];
  readonly anew: number[];
}

/** Milliseconds of a check, and of what stands beside it, round by round. */
export async function measureChecks(
  folder: string,
  table: RowsTable,
  store: object,
  days: number,
  begin: number,
): Promise<{ times: Times; end: number }> {
  writeConfig(folder, {
    monitoring: { clock: 'data', lookback_window: `${days}d` },
    sources: { rows: table.source },
    store,
    models: [
      {
        name: 'bench',
        source: 'rows',
        ...table.place,
        timestamp_column: 'at',
        features: columns,
        reference: table.reference,
      },
    ],
  });
  const config = await loadConfig(folder, { registries });
  const [model] = config.models;
  if (model === undefined) throw new Error('there is no model');
  const opened = await openStore(config.store);
  const nothing = (): void => undefined;
  const monitor = new ModelMonitor(
    config,
    model,
    opened,
    {
      checkStarted: nothing,
      checkFinished: nothing,
      checkFailed: nothing,
      sourceUp: nothing,
      storeUp: nothing,
      progress: nothing,
      warning: nothing,
    },
    'bench',
  );
  const check = async (): Promise<void> => {
    await monitor.check();
    if (monitor.state.failure !== undefined) throw new Error(monitor.state.failure.message);
  };
  await check();
  const source = await openSource(config, model.source);
  const plan = await monitoringPlan(config, model, source);
  const features = monitor.state.reference?.features ?? [];
  const times: Times = { check: [], fresh: [], window: [], anew: [] };
  let end = begin;
  for (let round = 0; round < ROUNDS; round++) {
    const from = end;
    end += DAY / 48;
    await table.insert(NEW_ROWS, from, end);
    times.fresh.push(await timed(() => table.aggregate(from)));
    times.window.push(await timed(() => table.aggregate(end - days * DAY)));
    times.check.push(await timed(check));
    if (round < 3) {
      const anew = (): Promise<unknown> =>
        countBuckets(plan.source, plan.rows, features, plan.bucket, end - days * DAY, end);
      times.anew.push(await timed(anew));
    }
  }
  await source.close();
  await monitor.close();
  await opened.close();
  return { times, end };
}
