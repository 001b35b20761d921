import pg from 'pg';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../services/postgres.js';
import { eventually } from '../support/eventually.js';
import { MonitorProcess } from '../support/monitorProcess.js';
import { benchFolder, columnNames, DAY, postgresRows, writeConfig } from './monitorData.js';
import { printTable, quantile } from './monitorReport.js';

const EVERY = 100;
const SECONDS = 20;
const PATIENCE = 600_000;
const END = Date.UTC(2026, 0, 1);
const columns = columnNames(25);
const flights = fileURLToPath(new URL('../../../examples/flights', import.meta.url));

/**
 * Ten scrapes a second of a good 4,000 series, over HTTP from another process: between checks, while the flights'
 * year is caught up with, and while the database of the 4,000 series does not answer. `/-/healthy`, asked in
 * turn with them, tells what of it is the machine and the network.
 */
export async function scrapes(): Promise<void> {
  const server = await startPostgres();
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  pool.on('error', () => undefined);
  const table = await postgresRows(server.url, columns);
  await table.insert(200_000, END - 10 * DAY, END);
  const folder = benchFolder();
  cpSync(join(flights, 'flights.parquet'), join(folder, 'flights.parquet'));
  const wide = {
    name: 'wide',
    source: 'rows',
    ...table.place,
    timestamp_column: 'at',
    features: columns,
    reference: table.reference,
    deadline: '60s',
  };
  const year = {
    name: 'flights',
    files: join(folder, 'flights.parquet'),
    timestamp_column: 'scheduled_at',
    time_zone: 'America/New_York',
    exclude: ['flight'],
    reference: { to: '2013-03-01' },
    windows: ['6h', '24h', '168h'],
  };
  const config = (models: readonly object[]): void =>
    writeConfig(folder, {
      monitoring: { clock: 'data', lookback_window: '366d', check_frequency: '5s' },
      sources: { rows: table.source },
      models,
    });
  const rows: (string | number)[][] = [];
  try {
    config([wide]);
    const exporter = new MonitorProcess(folder);
    await exporter.untilMetrics((metrics) => metrics.all('drift_psi').length === 4 * columns.length);
    rows.push(row('a check every five seconds', await scrape(exporter, () => false)));
    config([wide, year]);
    await exporter.ask('/-/reload', { method: 'POST' });
    const caughtUp = eventually(
      () => exporter.model('flights'),
      ({ windows }) => windows.length > 0,
      PATIENCE,
    );
    let isThrough = false;
    void caughtUp.then(() => (isThrough = true)).catch(() => undefined);
    rows.push(
      row("while the flights' year is caught up with", await scrape(exporter, () => isThrough, PATIENCE)),
    );
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE rows');
    rows.push(row('while the database does not answer', await scrape(exporter, () => false)));
    await holder.query('ROLLBACK');
    holder.release();
    await exporter.end();
  } finally {
    await table.close();
    await pool.end();
    await server.stop();
  }
  printTable(
    ['10 scrapes a second', 'scrapes', 'series', 'median, ms', 'p99', 'longest', 'p99 of /-/healthy'],
    rows,
  );
}

interface Scraped {
  readonly metrics: number[];
  readonly healthy: number[];
  series: number;
}

/** Asks at a fixed rate, however long answers take. */
async function scrape(
  exporter: MonitorProcess,
  isOver: () => boolean,
  patience = SECONDS * 1000,
): Promise<Scraped> {
  const scraped: Scraped = { metrics: [], healthy: [], series: 0 };
  const asked: Promise<unknown>[] = [];
  const started = performance.now();
  for (let turn = 1; performance.now() - started < patience && !isOver(); turn++) {
    asked.push(
      exporter.ask('/metrics').then(({ took, text }) => {
        scraped.metrics.push(took);
        scraped.series = Math.max(scraped.series, countSeries(text));
      }),
      delay(EVERY / 2)
        .then(() => exporter.ask('/-/healthy'))
        .then(({ took }) => scraped.healthy.push(took)),
    );
    await delay(Math.max(0, started + turn * EVERY - performance.now()));
  }
  await Promise.all(asked);
  return scraped;
}

function countSeries(text: string): number {
  return text.match(/^[a-z]/gm)?.length ?? 0;
}

function row(name: string, { metrics, healthy, series }: Scraped): (string | number)[] {
  const at = (values: readonly number[], share: number): string => quantile(values, share).toFixed(0);
  return [
    name,
    metrics.length,
    series,
    at(metrics, 0.5),
    at(metrics, 0.99),
    at(metrics, 1),
    at(healthy, 0.99),
  ];
}
