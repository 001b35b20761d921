import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** In SQL of DuckDB and of PostgreSQL. */
const NORMAL = 'sqrt(-2 * ln(1 - random())) * cos(6.283185307179586 * random())';

export function columnNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `x${index}`);
}

/** Where rows of normal values go, at even distances in time, for the monitor to count. */
export interface RowsTable {
  readonly source: Readonly<Record<string, unknown>>;
  /** Keys of the model that say where its rows are, and those of its reference. */
  readonly place: Readonly<Record<string, unknown>>;
  readonly reference: Readonly<Record<string, unknown>>;
  /** Adds `count` rows of [from, to). */
  insert(count: number, from: number, to: number): Promise<void>;
  /** Number, mean and deviation of every column over the rows of [from, ∞), as the engine itself computes them. */
  aggregate(from: number): Promise<void>;
  close(): Promise<void>;
}

/** A table with an index on its timestamps; `reference` is the same, without times. */
export async function postgresRows(url: string, columns: readonly string[]): Promise<RowsTable> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // the server ends its connections as it stops
  pool.on('error', () => undefined);
  const values = columns.map(() => NORMAL).join(', ');
  await pool.query(
    `CREATE TABLE rows (at timestamptz, ${columns.map((name) => `${name} float8`).join(', ')})`,
  );
  await pool.query('CREATE INDEX ON rows (at)');
  await pool.query(`CREATE TABLE training AS SELECT * FROM rows`);
  await pool.query(`INSERT INTO training SELECT NULL, ${values} FROM generate_series(1, 50000)`);
  return {
    source: { type: 'postgres', url },
    place: { table: 'rows' },
    reference: { table: 'training' },
    async insert(count, from, to) {
      await pool.query(
        `INSERT INTO rows SELECT to_timestamp(($2::float8 + ($3::float8 - $2) * (n - 1) / $1) / 1000), ${values}
         FROM generate_series(1, $1::int) AS n`,
        [count, from, to],
      );
      await pool.query('ANALYZE rows');
    },
    async aggregate(from) {
      await pool.query(
        `SELECT count(*), ${momentsOf(columns)} FROM rows WHERE at >= to_timestamp($1::float8 / 1000)`,
        [from],
      );
    },
    close: () => pool.end(),
  };
}

/** Parquet files in a folder: each insert adds one. */
export async function fileRows(folder: string, columns: readonly string[]): Promise<RowsTable> {
  const connection = await (await DuckDBInstance.create()).connect();
  const values = columns.map((name) => `${NORMAL} AS ${name}`).join(', ');
  const write = async (sql: string, file: string): Promise<void> => {
    await connection.run(`COPY (${sql}) TO '${join(folder, file)}' (FORMAT parquet)`);
  };
  await write(`SELECT ${values} FROM range(50000)`, 'training.parquet');
  let files = 0;
  return {
    source: { type: 'duckdb' },
    place: { files: join(folder, 'rows-*.parquet') },
    reference: { files: join(folder, 'training.parquet') },
    insert: (count, from, to) =>
      write(
        `SELECT to_timestamp((${from} + (${to} - ${from})::DOUBLE * n / ${count}) / 1000) AS at, ${values}
         FROM range(${count}) AS rows(n)`,
        `rows-${String(files++).padStart(4, '0')}.parquet`,
      ),
    async aggregate(from) {
      await connection.run(
        `SELECT count(*), ${momentsOf(columns)} FROM '${join(folder, 'rows-*.parquet')}'
         WHERE "at" >= to_timestamp(${from} / 1000)`,
      );
    },
    async close() {
      connection.closeSync();
    },
  };
}

function momentsOf(columns: readonly string[]): string {
  return columns.map((name) => `avg(${name}), stddev(${name})`).join(', ');
}

/** A folder that goes with the process. */
export function benchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drift-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeConfig(folder: string, config: object): void {
  writeFileSync(join(folder, 'monitoring_config.yaml'), JSON.stringify(config));
}
