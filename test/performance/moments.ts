import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import { pairCount } from '../../exporter/src/sources/moments.js';
import { createPostgresSource } from '../../exporter/src/sources/postgres.js';
import type { Relation, Source } from '../../exporter/src/sources/source.js';
import { quoteText } from '../../exporter/src/sources/sql.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { startPostgres } from '../services/postgres.js';

/*
 * Moments of 20 and 100 numeric features: rows a second in DuckDB (whole, and by hours of unordered rows), beside the same
 * sums as aggregates of DuckDB's own SQL, and in PostgreSQL.
 *
 *   npm run --silent pretest && node build/test/performance/moments.js [rows of DuckDB, 200000] [rows of PostgreSQL, 20000]
 */
const [rows = 200_000, postgresRows = 20_000] = process.argv.slice(2).map(Number);
const WIDTH = 100;
const names = Array.from({ length: WIDTH }, (_, index) => `x${index}`);

async function measure(label: string, count: number, work: () => Promise<unknown>): Promise<void> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[1] ?? NaN;
  console.log(`${label}: ${median.toFixed(0)} ms, ${Math.round(count / (median / 1000))} rows/s`);
}

async function measureSource(
  label: string,
  source: Source,
  relation: Relation,
  count: number,
): Promise<void> {
  const selection = { relation, timestampColumn: 'at' };
  for (const width of [20, 100]) {
    const features = names
      .slice(0, width)
      .map((name) => ({ feature: { name, kind: 'numeric' as const }, center: 0.5, scale: 0.3 }));
    await measure(`${label}, ${width} features`, count, () => source.moments({ selection, features }));
    await measure(`${label}, ${width} features, hours`, count, () =>
      source.moments({ selection, features, bucket: 3_600_000 }),
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), 'drift-moments-'));
try {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const file = join(folder, 'rows.parquet');
  const columns = names.map((name) => `random() AS ${name}`).join(', ');
  await connection.run(
    `COPY (SELECT TIMESTAMP '2024-01-01' + INTERVAL (floor(random() * 86400)::INT) SECOND AS at, ${columns} FROM range(${rows})) TO ${quoteText(file)} (FORMAT parquet)`,
  );
  const source = await createDuckDBSource({ name: 'files' });
  await measureSource('DuckDB', source, { files: [file] }, rows);
  await source.close();
  const some = names.slice(0, 20);
  const sums = some.flatMap((a, i) => some.slice(0, i + 1).map((b) => `sum(${a} * ${b})`));
  const z = some.map((name) => `coalesce((${name} - 0.5) / 0.3, 0) AS ${name}`);
  const sql = `SELECT ${sums.join(', ')} FROM (SELECT ${z.join(', ')} FROM ${quoteText(file)})`;
  await measure(`DuckDB's own SQL, ${pairCount(20)} sums`, rows, () => connection.runAndReadAll(sql));
  connection.closeSync();
  instance.closeSync();
} finally {
  await rm(folder, { recursive: true });
}
const server = await startPostgres();
process.env.DRIFT_TEST_POSTGRES_URL = server.url;
const database = await createTestDatabase();
try {
  const columns = names.map((name) => `random() AS ${name}`).join(', ');
  await database.query(
    `CREATE TABLE moments AS SELECT timestamptz '2024-01-01' + random() * interval '1 day' AS at, ${columns} FROM generate_series(1, ${postgresRows})`,
  );
  const source = createPostgresSource({ name: 'postgres', url: database.url, statementTimeoutMs: 600_000 });
  await measureSource('PostgreSQL', source, { table: 'moments' }, postgresRows);
  await source.close();
} finally {
  await database.drop();
  await server.stop();
}
