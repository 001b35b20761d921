import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Trino } from 'trino-client';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import type { CountRequest, Feature, Relation, Source } from '../../exporter/src/sources/source.js';
import { createTrinoSource } from '../../exporter/src/sources/trino.js';
import { startTrino } from '../services/trino.js';
import { findTrino } from '../services/trinoBinaries.js';
import { TrinoClient } from '../services/trinoClient.js';

/*
 * What counting on one node of Trino takes, beside DuckDB on the same rows and fetching them: TPC-H's lineitem, held in memory by
 * Trino and in Parquet for DuckDB. Prints a Markdown table for docs/SOURCES.md; ratios are to counting by Trino.
 *
 *   node build/test/performance/trinoLineitem.js [schema of tpch, sf1 by default]
 */

const SCHEMA = process.argv[2] ?? 'sf1';
const ROUNDS = 3;
const numeric = [
  ...['orderkey', 'partkey', 'suppkey', 'linenumber', 'quantity', 'extendedprice', 'discount', 'tax'],
  ...['net', 'unit'],
];
const categorical = ['returnflag', 'linestatus', 'shipmode', 'shipinstruct'];
const features: Feature[] = [
  ...numeric.map((name): Feature => ({ name, kind: 'numeric' })),
  ...categorical.map((name): Feature => ({ name, kind: 'categorical' })),
];
const names = features.map(({ name }) => name).join(', ');

async function requestOf(source: Source, relation: Relation): Promise<CountRequest> {
  const summaries = await source.summarise({ relation }, features);
  return {
    selection: { relation },
    features: summaries.map((summary, index) => {
      const feature = features[index] as Feature;
      if (summary.kind === 'categorical') {
        const categories = summary.categories.map(({ name }) => name);
        return { feature, cells: { kind: 'categorical', categories, others: [], complete: true } };
      }
      const { mean: center, deviation: scale, minimum, maximum } = summary;
      const edges = Float64Array.from(new Set(summary.percentiles));
      return { feature, cells: { kind: 'numeric', edges, center, scale, minimum, maximum } };
    }),
  };
}

async function fetchRows(url: string, take: (row: readonly unknown[]) => boolean | void): Promise<number> {
  const trino = Trino.create({ server: url, extraHeaders: { 'X-Trino-User': 'bench' } });
  let rows = 0;
  for await (const { error, data = [] } of await trino.query(
    `SELECT ${names} FROM memory.default.lineitem`,
  )) {
    if (error !== undefined) throw new Error(error.message);
    rows += data.length;
    for (const row of data) take(row);
  }
  return rows;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const server = await startTrino(await findTrino(), { heap: '4G', jit: true });
const folder = await mkdtemp(join(tmpdir(), 'drift-bench-'));
try {
  const client = new TrinoClient(server.url);
  const columns = [
    ...['orderkey', 'partkey', 'suppkey', 'linenumber', 'quantity', 'extendedprice', 'discount', 'tax'],
    ...['extendedprice * (1 - discount) AS net', 'extendedprice / quantity AS unit', ...categorical],
  ];
  await client.query(
    `CREATE TABLE memory.default.lineitem AS SELECT ${columns.join(', ')} FROM tpch."${SCHEMA}".lineitem`,
  );
  const csv = join(folder, 'lineitem.csv');
  const output = createWriteStream(csv);
  output.write(`${names}\n`);
  const rows = await fetchRows(server.url, (row) => output.write(`${row.join(',')}\n`));
  output.end();
  await once(output, 'close');
  const parquet = join(folder, 'lineitem.parquet');
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`COPY (FROM '${csv}') TO '${parquet}' (FORMAT parquet)`);

  const options = { name: 'trino', server: server.url, catalog: 'memory', schema: 'default', user: 'bench' };
  const trino = createTrinoSource({ ...options, statementTimeoutMs: 600_000 });
  const duckdb = await createDuckDBSource({ name: 'files' });
  const [table, files] = [{ table: 'lineitem' }, { files: [parquet] }];
  const request = await requestOf(duckdb, files);
  const shapes: Readonly<Record<string, () => Promise<unknown>>> = {
    'counted by Trino, one scan': () => trino.count({ ...request, selection: { relation: table } }),
    'counted by Trino, a scan a feature': () =>
      Promise.all(
        request.features.map((feature) =>
          trino.count({ features: [feature], selection: { relation: table } }),
        ),
      ),
    'described by Trino, for a reference': () => trino.summarise({ relation: table }, features),
    'counted by DuckDB, from Parquet': () => duckdb.count(request),
    'rows fetched by trino-client, nothing done with them': () => fetchRows(server.url, () => undefined),
  };
  const times = Object.fromEntries(Object.keys(shapes).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(shapes)) times[name]?.push(await seconds(work));
  }
  const median = (name: string): number => times[name]?.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
  const [first = ''] = Object.keys(shapes);
  process.stdout.write(`| ${rows} rows × ${features.length} features | seconds | ratio |\n|---|---:|---:|\n`);
  for (const name of Object.keys(shapes)) {
    process.stdout.write(
      `| ${name} | ${median(name).toFixed(1)} | ${(median(name) / median(first)).toFixed(1)} |\n`,
    );
  }
  await duckdb.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
