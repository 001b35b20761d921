import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { driftExporter, measureProcess, option, type Command, type Measure } from './measureProcess.js';

/**
 * One-shot `check` of two Parquet files, all statistics, beside what else can be done with them on the same machine in
 * the same run: DuckDB's own aggregates over the same columns, and SciPy's KS with NumPy's PSI where Python has both.
 * Times are medians of interleaved runs; only their ratios mean anything on another machine.
 *
 *     npm run bench -- --rows 1000000 --columns 20 --runs 5
 */
const rows = option('rows', 1_000_000);
const columns = option('columns', 20);
const runs = option('runs', 5);
const folder = join('.cache', 'bench', `${rows}x${columns}`);
const [reference, current] = ['reference', 'current'].map((side) => join(folder, `${side}.parquet`)) as [
  string,
  string,
];

interface Contender extends Command {
  readonly name: string;
}

await prepare();
const contenders: Contender[] = [
  {
    name: 'drift-exporter check, all statistics',
    ...driftExporter('check', '--reference', reference, '--current', current, '--format', 'json'),
  },
  {
    name: 'DuckDB count, min, max, avg, stddev',
    command: process.execPath,
    args: ['build/test/performance/duckdbScan.js', reference, current],
  },
  ...(hasScipy()
    ? [
        {
          name: 'SciPy ks_2samp and NumPy PSI',
          command: 'python3',
          args: ['test/performance/scipy_check.py', reference, current],
        },
      ]
    : []),
  {
    name: 'drift-exporter check --help',
    ...driftExporter('check', '--help'),
  },
];
const measured = new Map<string, Measure[]>(contenders.map(({ name }) => [name, []]));
for (let run = 0; run < runs; run++) {
  for (const contender of contenders) measured.get(contender.name)?.push(await measureProcess(contender));
}
print();

async function prepare(): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (existsSync(reference) && existsSync(current)) return;
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const normal = 'sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())';
  const values = Array.from(
    { length: columns },
    (_, index) => `${normal} * ${index + 1} AS feature_${index}`,
  );
  for (const file of [reference, current]) {
    await connection.run(
      `COPY (SELECT ${values.join(', ')} FROM range(${rows})) TO '${file}' (FORMAT parquet)`,
    );
  }
  connection.closeSync();
}

function hasScipy(): boolean {
  return spawnSync('python3', ['-c', 'import numpy, scipy, pyarrow']).status === 0;
}

function print(): void {
  const own = median(contenders[0]?.name, ({ seconds }) => seconds);
  console.log(`\n${rows.toLocaleString('en')} rows a side × ${columns} columns, median of ${runs} runs\n`);
  console.log('| what | seconds | of ours | peak MB |\n|---|---:|---:|---:|');
  for (const { name } of contenders) {
    const seconds = median(name, (measure) => measure.seconds);
    const megabytes = median(name, (measure) => measure.megabytes);
    console.log(
      `| ${name} | ${seconds.toFixed(2)} | ${(seconds / own).toFixed(2)} | ${megabytes.toFixed(0)} |`,
    );
  }
}

function median(name: string | undefined, of: (measure: Measure) => number): number {
  const sorted = (measured.get(name ?? '') ?? []).map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
