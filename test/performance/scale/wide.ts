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
const { file, drifting } = await wideFile(folder, rows, columns);
const gigabytes = (await stat(file)).size / 1e9;
const { seconds, processorSeconds, megabytes, load, out } = await measureProcess(
  driftExporter('check', '--config', folder, '--format', 'json'),
);
const [result] = JSON.parse(out) as CheckResult[];
const drifted = result?.features.filter((feature) => feature.drifted).length;
const inPlace = result?.features.every(
  ({ feature, drifted }) => drifted === (Number(feature.slice(1)) % 10 === 0),
);
if (result?.features.length !== columns || drifted !== drifting || inPlace !== true) {
  throw new Error(
    `${drifted} of ${result?.features.length} features drift, expected ${drifting} of ${columns}`,
  );
}
printTable(
  ['rows × columns', 'GB', 'seconds', 'processor seconds', 'ns a value', 'peak MB', 'load', 'drifting'],
  [
    [
      `${rows.toLocaleString('en')} × ${columns.toLocaleString('en')}`,
      gigabytes.toFixed(1),
      seconds.toFixed(1),
      processorSeconds.toFixed(1),
      ((seconds * 1e9) / rows / columns).toFixed(0),
      megabytes.toFixed(0),
      load.toFixed(1),
      `${drifted} of ${columns}`,
    ],
  ],
);
if (!process.argv.includes('--keep')) await rm(folder, { recursive: true });
