import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CheckResult } from '../../../exporter/src/detection/result.js';
import { dataFolder } from '../../support/dataFolder.js';
import { driftExporter, measureProcess, type Measure } from '../measureProcess.js';

const PATIENCE = 600_000;
const SHORT = 4_000_000;
/** More than are held in memory. */
const LONG = 20_000_000;
const folder = dataFolder();

const filesOf = (rows: number): string[] => ['reference', 'current'].map((side) => `${side}-${rows}.parquet`);

/** Each of 1,000 values equally often, in the current data a hundred further up. */
async function checkRows(rows: number): Promise<Measure> {
  const files = filesOf(rows);
  const select = (shift: number): string =>
    `SELECT (n % 1000 + ${shift})::DOUBLE AS x FROM range(${rows}) AS rows(n)`;
  await folder.parquet({ [files[0] ?? '']: select(0), [files[1] ?? '']: select(100) });
  const [reference = '', current = ''] = files.map((file) => join(folder.path, file));
  return measureProcess(
    driftExporter('check', '--reference', reference, '--current', current, '--format', 'json'),
  );
}

test(
  'rows that memory does not hold: the same exact distances, in flat memory and linear time',
  async () => {
    const short = await checkRows(SHORT);
    const long = await checkRows(LONG);
    for (const [{ out }, rows] of [
      [short, SHORT],
      [long, LONG],
    ] as const) {
      const result = JSON.parse(out) as CheckResult;
      expect(result).toMatchObject({ failed: [], reference: { rows }, current: { rows } });
      const { statistics } = result.features[0] ?? { statistics: {} };
      const { ks, wasserstein } = statistics as Record<string, Record<string, number>>;
      expect(ks?.['statistic']).toBeCloseTo(0.1, 12);
      expect(wasserstein?.['distance']).toBeCloseTo(100, 8);
    }
    // where the system does not tell there is nothing to compare
    expect(Number.isNaN(long.megabytes) || long.megabytes < 900).toBe(true);
    // a fifth for what does not depend on rows, and thrice for the way by disk
    const ratio = long.processorSeconds / short.processorSeconds;
    expect(Number.isNaN(ratio) || ratio < (3 * LONG) / SHORT).toBe(true);

    // no file may grow beyond a few megabytes, as on a disk that is full
    const [reference = '', current = ''] = filesOf(LONG);
    const { command, args } = driftExporter('check', '--reference', reference, '--current', current);
    const limited = `trap '' XFSZ; ulimit -f 4000; exec "$0" "$@"`;
    const full = spawnSync('sh', ['-c', limited, command, ...args], { cwd: folder.path, encoding: 'utf8' });
    expect(full.status).toBe(1);
    expect(full.stdout + full.stderr).toContain(
      'the temporary folder is full; free space in it, or name another by TMPDIR',
    );
    expect(full.stderr).not.toMatch(/\n\s+at /);
  },
  PATIENCE,
);
