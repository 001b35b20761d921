import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import { InfluxDB } from '@influxdata/influxdb-client';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Trino } from 'trino-client';
import { createDuckDBSource } from '../../../exporter/src/sources/duckdb.js';
import { createInfluxSource } from '../../../exporter/src/sources/influxdb.js';
import { createPostgresSource } from '../../../exporter/src/sources/postgres.js';
import type { Selection, Source } from '../../../exporter/src/sources/source.js';
import { createTrinoSource } from '../../../exporter/src/sources/trino.js';
import { findInfluxd } from '../../services/influxdBinary.js';
import { startInflux } from '../../services/influxdb.js';
import { startPostgres } from '../../services/postgres.js';
import { startTrino } from '../../services/trino.js';
import { findTrino } from '../../services/trinoBinaries.js';
import { TrinoClient } from '../../services/trinoClient.js';
import type { Take } from './countHere.js';
import { names, numeric, type Row } from './rows.js';

/** An engine that holds the rows. */
export interface Engine {
  readonly name: string;
  readonly source: Source;
  readonly selection: Selection;
  /** Brings all rows here by the engine's own client. */
  ship(take: Take): Promise<void>;
  close(): Promise<void>;
}

const types = names.map((name) => `"${name}" ${numeric.includes(name) ? 'double precision' : 'text'}`);
const list = names.map((name) => `"${name}"`).join(', ');

const takeRow = (take: Take, row: readonly unknown[]): void =>
  row.forEach((value, index) => take(index, value));

export async function parquetEngine(rows: readonly Row[], file: string): Promise<Engine> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`CREATE TABLE t ("at" TIMESTAMPTZ, ${types.join(', ')})`);
  const appender = await connection.createAppender('t');
  for (const [at, ...values] of rows) {
    appender.appendTimestampTZ(new DuckDBTimestampTZValue(BigInt(at) * 1000n));
    for (const value of values) {
      if (typeof value === 'number') appender.appendDouble(value);
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`COPY t TO '${file}' (FORMAT parquet)`);
  const source = await createDuckDBSource({ name: 'files', threads: 2 });
  return {
    name: 'Parquet, DuckDB',
    source,
    selection: { relation: { files: [file] }, timestampColumn: 'at' },
    async ship(take) {
      const reader = await connection.runAndReadAll(`SELECT ${list} FROM '${file}'`);
      reader.getColumns().forEach((values, index) => values.forEach((value) => take(index, value)));
    },
    async close() {
      connection.closeSync();
      await source.close();
    },
  };
}

/** Its rows become Trino's, too. */
export async function postgresEngine(rows: readonly Row[]): Promise<Engine & { readonly url: string }> {
  const server = await startPostgres({ shared_buffers: '256MB' });
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  // the server may end a connection before the pool has
  pool.on('error', () => undefined);
  await pool.query(`CREATE TABLE rows ("at" timestamptz, ${types.join(', ')})`);
  const arrays = ['float8[]', ...names.map((name) => (numeric.includes(name) ? 'float8[]' : 'text[]'))];
  const columns = [0, ...names.map((_, index) => index + 1)].map((place) =>
    rows.map((row) => (place === 0 ? row[0] / 1000 : row[place])),
  );
  const items = arrays.map((type, index) => `$${index + 1}::${type}`).join(', ');
  await pool.query(
    `INSERT INTO rows SELECT to_timestamp(time), ${list} FROM unnest(${items}) AS row (time, ${list})`,
    columns,
  );
  await pool.query('VACUUM ANALYZE rows');
  const source = createPostgresSource({ name: 'postgres', url: server.url, statementTimeoutMs: 600_000 });
  return {
    name: 'PostgreSQL',
    url: server.url,
    source,
    selection: { relation: { table: 'rows' }, timestampColumn: 'at' },
    async ship(take) {
      const answer = await pool.query<unknown[]>({ text: `SELECT ${list} FROM rows`, rowMode: 'array' });
      for (const row of answer.rows) takeRow(take, row);
    },
    async close() {
      await source.close();
      await pool.end();
      await server.stop();
    },
  };
}

export async function influxEngine(rows: readonly Row[]): Promise<Engine> {
  const server = await startInflux(await findInfluxd(), undefined, {
    // points of the last minutes lie in a cache, where each read takes all of a series
    'storage-cache-snapshot-write-cold-duration': '1s',
  });
  const { url, org, bucket, token } = server;
  await server.write(
    rows.map(([at, ...values], index) => {
      const fields = values.map((value, place) => {
        const written = typeof value === 'number' ? value : JSON.stringify(value);
        return `${names[place]}=${written}`;
      });
      return `rows ${fields.join(',')} ${BigInt(at) * 1_000_000n + BigInt(index % 1_000_000)}`;
    }),
  );
  await pause(8_000);
  const options = { name: 'influx', url, org, bucket, token, timeoutMs: 600_000 };
  const source = createInfluxSource({ ...options, rowFields: { rows: 'a' } });
  return {
    name: 'InfluxDB',
    source,
    selection: { relation: { table: 'rows' } },
    async ship(take) {
      const api = new InfluxDB({ url, token, timeout: 600_000 }).getQueryApi(org);
      for (const [index, name] of names.entries()) {
        const flux = `from(bucket: "${bucket}") |> range(start: 0)
          |> filter(fn: (r) => r._measurement == "rows" and r._field == "${name}") |> keep(columns: ["_value"])`;
        for await (const { values, tableMeta } of api.iterateRows(flux)) {
          take(index, values[tableMeta.column('_value').index]);
        }
      }
    },
    async close() {
      await source.close();
      await server.stop();
    },
  };
}

/** Holds a copy of PostgreSQL's table in its own memory. */
export async function trinoEngine(database: string): Promise<Engine> {
  const server = await startTrino(await findTrino(), { heap: '3G', jit: true });
  const client = new TrinoClient(server.url);
  await client.createCatalog('warehouse', database);
  await client.query('CREATE TABLE memory.default.rows AS SELECT * FROM warehouse.public.rows');
  const address = { server: server.url, catalog: 'memory', schema: 'default', user: 'bench' };
  const source = createTrinoSource({ name: 'trino', ...address, statementTimeoutMs: 600_000 });
  return {
    name: 'Trino, one node',
    source,
    selection: { relation: { table: 'rows' }, timestampColumn: 'at' },
    async ship(take) {
      const trino = Trino.create({ server: server.url, extraHeaders: { 'X-Trino-User': 'bench' } });
      for await (const { error, data = [] } of await trino.query(`SELECT ${list} FROM memory.default.rows`)) {
        if (error !== undefined) throw new Error(error.message);
        for (const row of data) takeRow(take, row);
      }
    },
    async close() {
      await source.close();
      await server.stop();
    },
  };
}
