/**
 * How long ingest takes for a CSV of a million rows, next to DuckDB reading it and writing it as Parquet, and to PostgreSQL copying it:
 * `node build/test/performance/ingest.js [rows] [rounds]`. Runs take turns; what counts are the ratios. Of the process, processor seconds are told, too;
 * a server's own are not among them.
 */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataFolder } from '../support/dataFolder.js';
import { IngestPlace } from '../support/ingestFolder.js';
import { startPostgres } from '../services/postgres.js';

const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 3);
const numbers = Array.from({ length: 15 }, (_, index) => `n${index}`);
const words = Array.from({ length: 5 }, (_, index) => `w${index}`);
const columns = [
  'id bigint',
  ...numbers.map((name) => `${name} double precision`),
  ...words.map((name) => `${name} text`),
];

const folder = new DataFolder(mkdtempSync(join(tmpdir(), 'drift-ingest-')));
const server = await startPostgres();
process.env.DRIFT_TEST_POSTGRES_URL = server.url;
const place = new IngestPlace(folder, 10_000);
const times = new Map<string, number[]>();
const processor = new Map<string, number[]>();
const peaks: number[] = [];

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  times.set(name, [...(times.get(name) ?? []), (performance.now() - started) / 1_000]);
  processor.set(name, [...(processor.get(name) ?? []), (user + system) / 1e6]);
}

async function duckdb(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '512MB',
    temp_directory: folder.path,
  });
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

async function copyPlainly(client: pg.Client, table: string, file: string): Promise<void> {
  await pipeline(
    createReadStream(file),
    client.query(copyFrom(`COPY ${table} FROM STDIN (FORMAT csv, HEADER)`)),
  );
}

try {
  await place.open();
  const csv = join(folder.path, 'rows.csv');
  const items = [
    ...numbers.map((name) => `round(random() * 1000, 4) AS ${name}`),
    ...words.map((name) => `'word' || (random() * 10)::int AS ${name}`),
  ];
  await duckdb(`COPY (SELECT i AS id, ${items.join(', ')} FROM range(${rows}) r(i)) TO '${csv}'`);
  await duckdb(`COPY (SELECT * FROM '${csv}' LIMIT 50000) TO '${join(folder.path, 'reference.csv')}'`);
  await place.store();
  const client = new pg.Client({ connectionString: place.url });
  await client.connect();
  for (let round = 0; round < rounds; round++) {
    const model = { reference: { files: '../reference.csv' }, source: 'files' };
    await timed('duckdb to parquet', () =>
      duckdb(`COPY (SELECT * FROM '${csv}') TO '${csv}.parquet' (COMPRESSION zstd)`),
    );
    place.configure(`parquet${round}`, model, { folder: `out`, max_refused: 1 });
    await timed('ingest to parquet', () => place.result(`parquet${round}`, '../rows.csv'));
    const plain = await place.table(columns.join(', '));
    await timed('copy to postgres', () => copyPlainly(client, plain, csv));
    const table = await place.table(columns.join(', '));
    place.configure(`postgres${round}`, { ...model, name: 'x' }, { table });
    await timed('ingest to postgres', () => place.result(`postgres${round}`, '../rows.csv'));
    peaks.push(process.memoryUsage.rss());
  }
  await client.end();
  const median = (of: ReadonlyMap<string, number[]>, name: string): number =>
    [...(of.get(name) ?? [])].sort((a, b) => a - b)[rounds >> 1] ?? NaN;
  process.stdout.write(
    `${rows} rows, ${columns.length} columns, ${(statSync(csv).size / 2 ** 20).toFixed(0)} MiB of CSV, medians of ${rounds}\n`,
  );
  for (const [ours, theirs] of [
    ['ingest to parquet', 'duckdb to parquet'],
    ['ingest to postgres', 'copy to postgres'],
  ] as const) {
    const ratio = median(times, ours) / median(times, theirs);
    const told = (name: string): string =>
      `${name} ${median(times, name).toFixed(1)} s (processor ${median(processor, name).toFixed(1)} s)`;
    process.stdout.write(`${told(ours)}, ${told(theirs)}: ${ratio.toFixed(1)} times\n`);
  }
  process.stdout.write(
    `resident memory after each round: ${peaks.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(', ')} MiB\n`,
  );
} finally {
  await place.close();
  await server.stop();
  rmSync(folder.path, { recursive: true, force: true });
}
