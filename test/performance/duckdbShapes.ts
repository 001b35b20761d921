import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import { cellsOf, numericGrid } from '../../exporter/src/profile/grid.js';
import type { Feature, NumericCells, Selection, Source } from '../../exporter/src/sources/source.js';

/**
 * Ways to count numeric columns of a Parquet file in the cells of a grid with DuckDB, side by side: in SQL, and in typed
 * arrays of its columns. Prints medians of interleaved runs and their ratios.
 *
 *     node build/test/performance/duckdbShapes.js FILE [runs]
 */
const [file = '', runs = '3'] = process.argv.slice(2);
const selection: Selection = { relation: { files: [file] } };

interface Shape {
  readonly name: string;
  run(): Promise<unknown>;
}

const source = await createDuckDBSource({ name: 'files', sampleBudget: 0 });
const connection = await (await DuckDBInstance.create()).connect();
const features = (await source.columns(selection.relation))
  .filter(({ kind }) => kind === 'numeric')
  .map(({ name }): Feature => ({ name, kind: 'numeric' }));
const requested = await gridded(source);

const shapes: Shape[] = [
  {
    name: 'ordered typed arrays, sorted by workers',
    run: () => source.count({ selection, features: requested }),
  },
  {
    name: 'streamed typed arrays, binary search',
    // a joint column that is not there asks for the general path
    run: () => source.count({ selection, features: requested, joint: [{ name: 'one', expression: '1' }] }),
  },
  {
    name: 'SQL: histogram(x, edges) of all columns in one scan, counts only',
    run: () => histograms(connection),
  },
  { name: 'SQL: a query a feature, CASE as a tree of comparisons, with sums', run: () => cases(connection) },
  {
    name: 'SQL: percentiles of all columns (quantile_cont), for the grid alone',
    run: () => quantiles(connection),
  },
];
const times = shapes.map((): number[] => []);
for (let run = 0; run < Number(runs); run++) {
  for (const [index, shape] of shapes.entries()) {
    const started = performance.now();
    await shape.run();
    times[index]?.push((performance.now() - started) / 1000);
  }
}
const medians = times.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN);
console.log('| shape | seconds | ratio |\n|---|---:|---:|');
shapes.forEach(({ name }, index) => {
  const seconds = medians[index] ?? NaN;
  console.log(`| ${name} | ${seconds.toFixed(2)} | ${(seconds / (medians[0] ?? NaN)).toFixed(1)} |`);
});
await source.close();
connection.closeSync();

async function gridded(from: Source): Promise<{ feature: Feature; cells: NumericCells }[]> {
  const summaries = await from.summarise(selection, features);
  return summaries.flatMap((summary, index) => {
    const feature = features[index];
    const cells = summary.kind === 'numeric' ? cellsOf(numericGrid(summary)) : undefined;
    return cells?.kind === 'numeric' && feature !== undefined ? [{ feature, cells }] : [];
  });
}

async function histograms(on: DuckDBConnection): Promise<void> {
  const items = requested.map(
    ({ feature, cells }) => `histogram("${feature.name}", [${Array.from(cells.edges).join(', ')}])`,
  );
  await on.runAndReadAll(`SELECT ${items.join(', ')} FROM '${file}'`);
}

async function cases(on: DuckDBConnection): Promise<void> {
  for (const { feature, cells } of requested) {
    const x = `"${feature.name}"::DOUBLE`;
    const z = `(x - ${cells.center}) / ${cells.scale}`;
    await on.runAndReadAll(
      `SELECT ${tree(Array.from(cells.edges), 0, cells.edges.length)} AS cell, count(*), sum(${z}), sum((${z}) ** 2)
       FROM (SELECT ${x} AS x FROM '${file}') WHERE NOT isnan(x) GROUP BY 1`,
    );
  }
}

function tree(edges: readonly number[], low: number, high: number): string {
  if (low === high) return String(low);
  const middle = (low + high) >>> 1;
  return `CASE WHEN x <= ${edges[middle]} THEN ${tree(edges, low, middle)} ELSE ${tree(edges, middle + 1, high)} END`;
}

async function quantiles(on: DuckDBConnection): Promise<void> {
  const shares = Array.from({ length: 99 }, (_, index) => (index + 1) / 100).join(', ');
  const items = features.map(({ name }) => `quantile_cont("${name}"::DOUBLE, [${shares}])`);
  await on.runAndReadAll(`SELECT ${items.join(', ')} FROM '${file}'`);
}
