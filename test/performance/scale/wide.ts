import { rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CheckResult } from '../../../exporter/src/detection/result.js';
import { driftExporter, measureProcess, option } from '../measureProcess.js';
import { printTable } from '../monitorReport.js';
import { wideFile } from './wideFile.js';

/**
 * One-shot check of the halves of one wide Parquet file of FLOAT columns. The file is made where it is not there (12 GB and
 * about ten minutes at the full size) and removed afterwards.
 *
 *     npm run bench:wide -- --rows 3000000 --columns 1000 [--keep]
 */
const rows = option('rows', 3_000_000);
const columns = option('columns', 1_000);
const folder = resolve('.cache', 'bench', `wide-${rows}x${columns}`);
try {
  await measure();
} finally {
  if (!process.argv.includes('--keep')) await rm(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  process.stderr.write(`writing ${folder}\n`);
  const { file, drifting } = await wideFile(folder, rows, columns);
  const gigabytes = (await stat(file)).size / 1e9;
  process.stderr.write(`checking ${gigabytes.toFixed(2)} GB\n`);
  const { seconds, processorSeconds, megabytes, load, out } = await measureProcess(
    driftExporter('check', '--config', folder, '--format', 'json'),
  );
  expectDrift(out, drifting);
  printTable(
    [
      'rows × columns',
      'GB',
      'minutes',
      'processor minutes',
      'rows a second',
      'ns a value',
      'peak MB',
      'load',
      'drifting',
    ],
    [
      [
        `${rows.toLocaleString('en')} × ${columns.toLocaleString('en')}`,
        gigabytes.toFixed(2),
        (seconds / 60).toFixed(2),
        (processorSeconds / 60).toFixed(2),
        Math.round(rows / seconds).toLocaleString('en'),
        ((seconds * 1e9) / rows / columns).toFixed(0),
        megabytes.toFixed(0),
        load.toFixed(1),
        `${drifting} of ${columns}`,
      ],
    ],
  );
}

/** Every tenth feature, and no other. */
function expectDrift(out: string, drifting: number): void {
  const features = (JSON.parse(out) as CheckResult[])[0]?.features ?? [];
  const drifted = features
    .filter((feature) => feature.drifted)
    .map(({ feature }) => Number(feature.slice(1)));
  const isRight = drifted.length === drifting && drifted.every((index) => index % 10 === 0);
  if (features.length !== columns || !isRight) {
    throw new Error(
      `features ${drifted.join(', ')} of ${features.length} drift, expected each tenth of ${columns}`,
    );
  }
}
