import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CheckResult } from '../../../exporter/src/detection/result.js';
import { driftExporter, measureProcess, option } from '../measureProcess.js';
import { measureChecks } from '../monitorChecks.js';
import { benchFolder, columnNames, DAY, fileRows } from '../monitorData.js';
import { printTable, quantile } from '../monitorReport.js';
import { drawCurves, type Curve, type Point } from './drawCurves.js';
import { withSides } from './sidesFile.js';

/**
 * How time and memory grow with rows, features and buckets: prints the tables and draws the picture of
 * docs/ARCHITECTURE.md. At the full size it takes some 40 minutes and 10 GB of `.cache/`, which it gives back.
 *
 *     npm run bench:curves -- --most-rows 100000000 --most-features 1000 --most-days 28
 */
const COLUMNS = 4;
const mostRows = option('most-rows', 100_000_000);
const mostFeatures = option('most-features', 1_000);
const mostDays = option('most-days', 28);
const picture = resolve('docs', 'images');

const rows = await overSizes(
  [1e6, 3e6, 1e7, 3e7, 1e8].filter((count) => count <= mostRows).map((count) => [count, COLUMNS]),
);
const features = await overSizes(
  [10, 30, 100, 300, 1_000].filter((count) => count <= mostFeatures).map((count) => [100_000, count]),
);
const buckets = await overBuckets([1, 3, 9, 28].filter((days) => days <= mostDays));

print(`rows a side × ${COLUMNS}`, rows, 'rows');
print('100,000 rows a side × features', features, 'features');
printTable(
  ['buckets behind the check', 'check of 10,000 new rows, ms', 'the whole window anew, ms'],
  buckets.map(({ at, check, anew }) => [at, check.toFixed(0), anew.toFixed(0)]),
);
const curve = (title: string, unit: string, points: readonly Point[]): Curve => ({ title, unit, points });
await drawCurves(picture, [
  curve(
    `a check, ${COLUMNS} features, by rows a side`,
    's',
    rows.map(({ rows: at, seconds }) => ({ at, value: seconds, line: 'time' })),
  ),
  curve(
    'its memory',
    'MB',
    rows.map(({ rows: at, megabytes }) => ({ at, value: megabytes, line: 'memory' })),
  ),
  curve(
    'a check, 100,000 rows a side, by features',
    's',
    features.map(({ features: at, seconds }) => ({ at, value: seconds, line: 'time' })),
  ),
  curve(
    "the monitor's next check, by buckets behind it",
    'ms',
    buckets.flatMap(({ at, check, anew }) => [
      { at, value: check, line: 'its check' },
      { at, value: anew, line: 'counted anew' },
    ]),
  ),
]);

interface Size {
  readonly rows: number;
  readonly features: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly load: number;
}

async function overSizes(sizes: readonly (readonly [rows: number, features: number])[]): Promise<Size[]> {
  const measured: Size[] = [];
  for (const [count, columns] of sizes) {
    const { out, ...measure } = await withSides(count, columns, (reference, current) =>
      measureProcess(
        driftExporter('check', '--reference', reference, '--current', current, '--format', 'json'),
      ),
    );
    const drifted = (JSON.parse(out) as CheckResult).features.filter((feature) => feature.drifted).length;
    if (drifted !== Math.ceil(columns / 5)) throw new Error(`${drifted} of ${columns} features drift`);
    const { seconds, megabytes } = measure;
    tell(`${format(count)} rows × ${columns}: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`);
    measured.push({ rows: count, features: columns, ...measure });
  }
  return measured;
}

async function overBuckets(days: readonly number[]): Promise<{ at: number; check: number; anew: number }[]> {
  const folder = benchFolder();
  const table = await fileRows(folder, columnNames(20));
  const start = Date.UTC(2026, 0, 1);
  let end = start + (Math.max(...days) + 1) * DAY;
  await table.insert(((end - start) / DAY) * 20_000, start, end);
  const measured: { at: number; check: number; anew: number }[] = [];
  for (const count of days) {
    const place = join(folder, `${count}`);
    mkdirSync(place);
    const { times, end: next } = await measureChecks(place, table, {}, count, end);
    end = next;
    const [check, anew] = [quantile(times.check, 0.5), quantile(times.anew, 0.5)];
    tell(`${count * 24} buckets: ${check.toFixed(0)} ms, counted anew ${anew.toFixed(0)} ms`);
    measured.push({ at: count * 24, check, anew });
  }
  await table.close();
  return measured;
}

function print(title: string, sizes: readonly Size[], by: 'rows' | 'features'): void {
  printTable(
    [title, 'seconds', 'processor seconds', 'ns of processor a value', 'peak MB', 'load'],
    sizes.map((size) => [
      format(size[by]),
      size.seconds.toFixed(1),
      size.processorSeconds.toFixed(1),
      ((size.processorSeconds * 1e9) / size.rows / size.features / 2).toFixed(0),
      size.megabytes.toFixed(0),
      size.load.toFixed(1),
    ]),
  );
}

function format(count: number): string {
  return count.toLocaleString('en');
}

function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}
