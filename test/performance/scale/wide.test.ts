import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '../../../exporter/src/detection/result.js';
import { dataFolder } from '../../support/dataFolder.js';
import { driftExporter, measureProcess } from '../measureProcess.js';
import { wideFile } from './wideFile.js';

const PATIENCE = 600_000;
const COLUMNS = 1_000;
const folder = dataFolder();

test(
  'a thousand columns: each is judged, and memory holds',
  async () => {
    const { folder: config, drifting } = await wideFile(join(folder.path, 'wide'), 20_000, COLUMNS);
    const { out, megabytes } = await measureProcess(
      driftExporter('check', '--config', config, '--format', 'json'),
    );
    const [result] = JSON.parse(out) as CheckResult[];
    expect(result).toMatchObject({ failed: [], reference: { rows: 10_000 }, current: { rows: 10_000 } });
    expect(result?.features.map(({ feature }) => feature)).toEqual(
      Array.from({ length: COLUMNS }, (_, index) => `f${index}`),
    );
    const drifted = result?.features.filter((feature) => feature.drifted).map(({ feature }) => feature);
    expect(drifted).toEqual(Array.from({ length: drifting }, (_, index) => `f${index * 10}`));
    // where the system does not tell there is nothing to compare
    expect(Number.isNaN(megabytes) || megabytes < 1_000).toBe(true);

    const page = join(folder.path, 'wide.html');
    const table = await measureProcess(driftExporter('check', '--config', config, '--format', 'table'));
    await measureProcess(driftExporter('check', '--config', config, '--format', 'html', '--output', page));
    for (const text of [table.out, readFileSync(page, 'utf8')]) {
      for (const name of drifted ?? []) expect(text).toContain(name);
    }
  },
  PATIENCE,
);
