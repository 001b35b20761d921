import { DuckDBInstance } from '@duckdb/node-api';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../support/eventually.js';
import { MonitorProcess } from '../support/monitorProcess.js';
import { benchFolder } from './monitorData.js';
import { memoryOf, printTable, processorTime, quantile, timed } from './monitorReport.js';

const RUNS = 3;
const PATIENCE = 600_000;
const flights = fileURLToPath(new URL('../../../examples/flights', import.meta.url));

/**
 * The flights' year from nothing, as the first command has it: until `/-/ready` says so, with the store, the
 * reference and its limits made on the way; then the same store opened once more, and beside both one scan of the file.
 */
export async function year(): Promise<void> {
  const seen: { first: number; again: number; scan: number; processor: number; peak: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const folder = flightsFolder();
    const scan = await timed(() => scanFile(join(folder, 'flights.parquet')));
    const first = await untilReady(folder);
    const again = await untilReady(folder);
    const { processor, peak } = first;
    seen.push({ scan, first: first.took, again: again.took, processor, peak });
  }
  const median = (of: (one: (typeof seen)[number]) => number): number => quantile(seen.map(of), 0.5);
  const first = median((one) => one.first);
  const row = (name: string, took: number): string[] => [
    name,
    (took / 1000).toFixed(2),
    (took / first).toFixed(3),
  ];
  printTable(
    [`336,776 flights, 8,760 hours, 16 features, median of ${RUNS}`, 'seconds', 'of the first'],
    [
      row('first start, until ready', first),
      row(
        'processor time of it, all threads',
        median((one) => one.processor),
      ),
      row(
        'second start, until ready',
        median((one) => one.again),
      ),
      row(
        'one scan of the file: count, mean, deviation of all columns',
        median((one) => one.scan),
      ),
    ],
  );
  process.stdout.write(`peak memory: ${median((one) => one.peak).toFixed(0)} MB\n`);
}

/** The example's configuration and data in a folder of their own. */
export function flightsFolder(): string {
  const folder = benchFolder();
  cpSync(flights, folder, { recursive: true, filter: (path) => !path.includes('.drift-exporter') });
  return folder;
}

/** One start, and what it took: time and processor time in milliseconds, memory in MB. */
export async function untilReady(folder: string): Promise<{ took: number; processor: number; peak: number }> {
  const started = performance.now();
  const exporter = new MonitorProcess(folder);
  await eventually(
    async () => (await exporter.ask('/-/ready')).status,
    (status) => status === 200,
    PATIENCE,
  );
  const took = performance.now() - started;
  const processor = processorTime(exporter.pid) * 1000;
  const { peak } = memoryOf(exporter.pid);
  await exporter.end();
  return { took, processor, peak };
}

async function scanFile(file: string): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect();
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`);
  const items = described.getRowsJS().map(([name, type]) => {
    const column = `"${String(name)}"`;
    return /INT|DOUBLE|FLOAT/.test(String(type))
      ? `count(${column}), avg(${column}), stddev(${column})`
      : `count(${column})`;
  });
  await connection.run(`SELECT ${items.join(', ')} FROM '${file}'`);
  connection.closeSync();
}
