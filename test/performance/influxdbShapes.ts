import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import { InfluxDB } from '@influxdata/influxdb-client';
import { cellsOf, numericGrid } from '../../exporter/src/profile/grid.js';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import { createInfluxSource } from '../../exporter/src/sources/influxdb.js';
import type { Cells, NumericSummary, Selection, Source } from '../../exporter/src/sources/source.js';
import { randomNumbers } from '../contract/fixture.js';
import { findInfluxd } from '../services/influxdBinary.js';
import { startInflux } from '../services/influxdb.js';

/**
 * Counting a day of points in InfluxDB by Flux, beside fetching them raw, and beside DuckDB on the same rows in Parquet.
 * Medians of interleaved runs; only their ratios mean anything on another machine.
 *
 *     npm run --silent pretest && node build/test/performance/influxdbShapes.js [rows] [runs]
 */
const [rows = 200_000, runs = 5] = process.argv.slice(2).map(Number);
const HOUR = 3_600_000;
const START = Date.parse('2024-01-01T00:00:00Z');
const file = '.cache/bench/influxdb.parquet';
const names = ['a', 'b', 'c'];

const server = await startInflux(await findInfluxd(), undefined, {
  // points of the last minutes lie in a cache, where each read takes all of a series
  'storage-cache-snapshot-write-cold-duration': '1s',
});
const { url, org, bucket, token } = server;
const influx = createInfluxSource({ name: 'influx', url, org, bucket, token, rowFields: { points: 'a' } });
const duckdb = await createDuckDBSource({ name: 'files', threads: 2 });
try {
  await load();
  await pause(8_000);
  const points: Selection = { relation: { table: 'points' } };
  const parquet: Selection = { relation: { files: [file] }, timestampColumn: 'at' };
  const features = names.map((name) => ({ name, kind: 'numeric' as const }));
  const summaries = (await duckdb.summarise(parquet, features)) as NumericSummary[];
  const cells = summaries.map((summary) => cellsOf(numericGrid(summary)));
  const count = (source: Source, selection: Selection, bucketLength?: number): Promise<unknown> =>
    source.count({
      selection,
      features: features.map((feature, index) => ({ feature, cells: cells[index] as Cells })),
      ...(bucketLength === undefined ? {} : { bucket: bucketLength }),
    });
  await measure({
    'count three fields, Flux': () => count(influx, points),
    'count three fields by hours, Flux': () => count(influx, points, HOUR),
    'summary of three fields, Flux': () => influx.summarise(points, features),
    'fetch three fields raw': () => fetchRaw(),
    'count three fields, DuckDB': () => count(duckdb, parquet),
    'count three fields by hours, DuckDB': () => count(duckdb, parquet, HOUR),
    'summary of three fields, DuckDB': () => duckdb.summarise(parquet, features),
  });
} finally {
  await influx.close();
  await duckdb.close();
  await server.stop();
}

async function load(): Promise<void> {
  const random = randomNumbers(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const step = (24 * HOUR) / rows;
  const made = Array.from({ length: rows }, (_, index) => [
    START + Math.floor(index * step),
    normal(),
    Math.round(normal() * 1000) / 10,
    random() * 1e6,
  ]);
  await server.write(
    made.map(
      ([at = 0, a, b, c], index) =>
        `points a=${a},b=${b},c=${c} ${BigInt(at) * 1_000_000n + BigInt(index % 1000)}`,
    ),
  );
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run('CREATE TABLE t ("at" TIMESTAMPTZ, a DOUBLE, b DOUBLE, c DOUBLE)');
  const appender = await connection.createAppender('t');
  for (const [at = 0, ...values] of made) {
    appender.appendTimestampTZ(new DuckDBTimestampTZValue(BigInt(at) * 1000n));
    for (const value of values) appender.appendDouble(value);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`COPY t TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
}

async function fetchRaw(): Promise<void> {
  const api = new InfluxDB({ url, token, timeout: 600_000 }).getQueryApi(org);
  for (const name of names) {
    const flux = `from(bucket: "${bucket}") |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
      |> filter(fn: (r) => r._measurement == "points" and r._field == "${name}")`;
    let lines = 0;
    for await (const line of api.iterateLines(flux)) lines += Number(line !== '');
    if (lines < rows) throw new Error(`${lines} lines`);
  }
}

async function measure(contenders: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  const times = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let run = 0; run <= runs; run++) {
    for (const [name, work] of Object.entries(contenders)) {
      const started = performance.now();
      await work();
      if (run > 0) times.get(name)?.push(performance.now() - started);
    }
  }
  const median = (all: readonly number[]): number => [...all].sort((x, y) => x - y)[all.length >> 1] ?? NaN;
  const raw = median(times.get('fetch three fields raw') ?? []);
  for (const [name, all] of times) {
    const time = median(all);
    console.log(`${name.padEnd(40)} ${time.toFixed(0).padStart(7)} ms  ${(time / raw).toFixed(3)} of raw`);
  }
}
