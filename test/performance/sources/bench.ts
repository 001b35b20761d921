import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cellsOf, numericGrid } from '../../../exporter/src/profile/grid.js';
import type { Cells, CountRequest, Feature } from '../../../exporter/src/sources/source.js';
import { countHere, countsOf } from './countHere.js';
import { influxEngine, parquetEngine, postgresEngine, trinoEngine, type Engine } from './engines.js';
import { categorical, madeRows, names, numeric } from './rows.js';

/*
 * Each source counting where the rows lie, beside having them shipped and counted here, and beside DuckDB on the same rows in
 * Parquet. The same cells everywhere, and the same counts or it fails. Contenders take turns; a Markdown table of medians for
 * docs/SOURCES.md, of which only ratios mean anything on another machine.
 *
 *   npm run bench:sources -- [rows, 200000 by default] [rounds, 5]
 */
const [rows = 200_000, rounds = 5] = process.argv.slice(2).map(Number);

interface Contender {
  readonly engine: Engine;
  readonly pushed: number[];
  readonly shipped: number[];
}

const folder = await mkdtemp(join(tmpdir(), 'drift-bench-'));
const engines: Engine[] = [];
try {
  const made = madeRows(rows);
  const parquet = await parquetEngine(made, join(folder, 'rows.parquet'));
  engines.push(parquet);
  const postgres = await postgresEngine(made);
  engines.push(postgres, await influxEngine(made), await trinoEngine(postgres.url));
  const request = await requestOf(parquet);
  const contenders = engines.map((engine): Contender => ({ engine, pushed: [], shipped: [] }));
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) await take(contender, request, round > 0);
  }
  print(contenders);
} finally {
  for (const engine of engines.reverse()) await engine.close();
  await rm(folder, { recursive: true });
}

/** The cells of a reference that all share. */
async function requestOf({ source, selection }: Engine): Promise<CountRequest> {
  const features = names.map((name): Feature => ({
    name,
    kind: categorical.includes(name) ? 'categorical' : 'numeric',
  }));
  const summaries = await source.summarise(selection, features);
  return {
    selection,
    features: summaries.map((summary, index) => ({
      feature: features[index] as Feature,
      cells:
        summary.kind === 'numeric'
          ? cellsOf(numericGrid(summary))
          : ({
              kind: 'categorical',
              categories: summary.categories.map(({ name }) => name),
              others: [],
              complete: true,
            } satisfies Cells),
    })),
  };
}

/** One turn of each way; the first round warms up. */
async function take(
  { engine, pushed, shipped }: Contender,
  request: CountRequest,
  isMeasured: boolean,
): Promise<void> {
  const own = { ...request, selection: engine.selection };
  const start = performance.now();
  const counts = countsOf(own, await engine.source.count(own));
  const between = performance.now();
  const here = countHere(own);
  await engine.ship(here.take);
  const end = performance.now();
  if (!isDeepStrictEqual(counts, here.counts())) throw new Error(`${engine.name} counts otherwise than here`);
  if (!isMeasured) return;
  pushed.push(between - start);
  shipped.push(end - between);
}

function print(contenders: readonly Contender[]): void {
  const median = (all: readonly number[]): number => [...all].sort((x, y) => x - y)[all.length >> 1] ?? NaN;
  const duckdb = median(contenders[0]?.pushed ?? []);
  const features = `${numeric.length} numbers and ${categorical.length} categories`;
  console.log(
    `| ${rows.toLocaleString('en')} rows × ${features} | counted there, ms | shipped and counted here, ms | shipped / there | there / DuckDB |`,
  );
  console.log('|---|---:|---:|---:|---:|');
  for (const { engine, pushed, shipped } of contenders) {
    const [there, here] = [median(pushed), median(shipped)];
    const ratios = [here / there, there / duckdb].map((ratio) => ratio.toFixed(1));
    console.log(`| ${engine.name} | ${there.toFixed(0)} | ${here.toFixed(0)} | ${ratios.join(' | ')} |`);
  }
}
