import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../services/postgres.js';
import { eventually } from '../support/eventually.js';
import { MonitorProcess } from '../support/monitorProcess.js';
import { benchFolder, columnNames, DAY, fileRows, writeConfig } from './monitorData.js';
import { memoryOf, printTable } from './monitorReport.js';

const PATIENCE = 3_600_000;
const ROWS_AN_HOUR = 60;
const END = Date.UTC(2026, 0, 1);
const columns = columnNames(100);

interface Kept {
  readonly store: string;
  readonly took: number;
  readonly memory: number;
  readonly peak: number;
  readonly again: number;
  readonly memoryAgain: number;
  readonly bytes: number;
}

/**
 * A year of hourly buckets of 100 features with the default windows, as `serve` catches up with it: how long that takes,
 * what it holds in memory and on disk then, and how long a second start takes.
 */
export async function history(): Promise<void> {
  const folder = benchFolder();
  const table = await fileRows(folder, columns);
  for (let day = 365; day > 0; day -= 73) {
    await table.insert(73 * 24 * ROWS_AN_HOUR, END - day * DAY, END - (day - 73) * DAY);
  }
  await table.close();
  const server = await startPostgres();
  const seen: Kept[] = [];
  const tables: Map<string, { rows: number; bytes: number }> = new Map();
  try {
    for (const store of ['PGlite', 'PostgreSQL']) {
      writeConfig(folder, {
        monitoring: { clock: 'data', lookback_window: '366d' },
        store: store === 'PGlite' ? {} : { url: server.url },
        models: [
          {
            name: 'bench',
            ...table.place,
            timestamp_column: 'at',
            features: columns,
            reference: table.reference,
            deadline: '10m',
          },
        ],
      });
      const first = await start(folder);
      const again = await start(folder);
      seen.push({
        store,
        took: first.took,
        memory: first.memory,
        peak: first.peak,
        again: again.took,
        memoryAgain: again.memory,
        bytes:
          store === 'PGlite' ? folderSize(join(folder, '.drift-exporter')) : await sizes(server.url, tables),
      });
    }
  } finally {
    await server.stop();
  }
  const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  printTable(
    ['a year × 100 features', ...seen.map(({ store }) => store)],
    [
      ['catching up, minutes', ...seen.map(({ took }) => (took / 60_000).toFixed(1))],
      ['memory after it, MB', ...seen.map(({ memory }) => memory.toFixed(0))],
      ['most during it, MB', ...seen.map(({ peak }) => peak.toFixed(0))],
      ['second start, seconds', ...seen.map(({ again }) => (again / 1000).toFixed(1))],
      ['memory after that, MB', ...seen.map(({ memoryAgain }) => memoryAgain.toFixed(0))],
      ['on disk, MB', ...seen.map(({ bytes }) => megabytes(bytes))],
    ],
  );
  printTable(
    ['in PostgreSQL', 'rows', 'MB with indexes', 'bytes a row'],
    Array.from(tables, ([name, { rows, bytes }]) => [
      name,
      rows,
      megabytes(bytes),
      (bytes / rows).toFixed(0),
    ]),
  );
}

async function start(folder: string): Promise<{ took: number; memory: number; peak: number }> {
  const started = performance.now();
  const exporter = new MonitorProcess(folder);
  await eventually(
    async () => (await exporter.ask('/-/ready')).status,
    (status) => status === 200,
    PATIENCE,
  );
  const took = performance.now() - started;
  const { now: memory, peak } = memoryOf(exporter.pid);
  await exporter.end();
  return { took, memory, peak };
}

function folderSize(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** @returns bytes of the whole schema */
async function sizes(url: string, tables: Map<string, { rows: number; bytes: number }>): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query<{ name: string; rows: string; bytes: string }>(
    `SELECT relname AS name, reltuples::bigint AS rows, pg_total_relation_size(oid) AS bytes FROM pg_class
     WHERE relnamespace = 'drift'::regnamespace AND relkind = 'r' ORDER BY 3 DESC`,
  );
  await client.end();
  let all = 0;
  for (const { name, rows: count, bytes } of rows) {
    all += Number(bytes);
    if (Number(bytes) > 2 ** 20) tables.set(name, { rows: Number(count), bytes: Number(bytes) });
  }
  return all;
}
