import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDuckDBSource } from './duckdb.js';
import type { NumericSummary, Source } from './source.js';

const folder = mkdtempSync(join(tmpdir(), 'drift-changed-'));
let source: Source;
beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 1 });
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true });
});

const feature = { name: 'x', kind: 'numeric' } as const;
const cells = {
  kind: 'numeric',
  edges: Float64Array.of(0),
  center: 0,
  scale: 1,
  minimum: 0,
  maximum: 9,
} as const;
const far = new Date('2100-01-01T00:00:00Z');
const line = (x: number, hour: number): string => `${x},2026-01-01 ${String(hour).padStart(2, '0')}:00:00\n`;

const types: Readonly<Record<string, string>>[] = [{}, { x: 'DOUBLE', at: 'TIMESTAMP' }];

test.each(types)(
  'text that grows or is replaced is read anew from the next time range on, with types %j',
  async (columnTypes) => {
    const file = join(folder, `${Object.keys(columnTypes).length}.csv`);
    writeFileSync(file, `x,at\n${line(1, 1)}${line(2, 2)}`);
    const relation = { files: [file], columnTypes };
    const selection = { relation, timestampColumn: 'at' };
    const newest = async (): Promise<number | undefined> =>
      (await source.timeRange(selection, far))?.watermark.getUTCHours();
    const mean = async (): Promise<number> => {
      const [summary] = (await source.summarise(selection, [feature])) as [NumericSummary];
      return summary.mean;
    };
    const rows = async (): Promise<number[]> => {
      const features = [{ feature, cells }];
      const whole = await source.count({ selection, features });
      const hourly = await source.count({ selection, features, bucket: 3_600_000 });
      return [whole[0]?.rows ?? 0, hourly.length, await source.rowCount(selection)];
    };
    expect([await newest(), await mean(), await rows()]).toEqual([2, 1.5, [2, 2, 2]]);

    appendFileSync(file, line(6, 3));
    // a check sees the same rows until its end
    expect([await mean(), await rows()]).toEqual([1.5, [2, 2, 2]]);
    expect([await newest(), await mean(), await rows()]).toEqual([3, 3, [3, 3, 3]]);
    expect([await newest(), await mean()]).toEqual([3, 3]);

    // as long as before
    writeFileSync(file, `x,at\n${line(4, 4)}${line(5, 5)}${line(9, 6)}`);
    utimesSync(file, far, far);
    expect([await newest(), await mean(), await rows()]).toEqual([6, 6, [3, 3, 3]]);

    writeFileSync(file, `x,at\n${line(7, 7)}`);
    expect([await newest(), await mean(), await rows()]).toEqual([7, 7, [1, 1, 1]]);
  },
);

test('a file that comes to a glob is read, too', async () => {
  const relation = { files: [join(folder, 'part*.csv')], columnTypes: {} };
  writeFileSync(join(folder, 'part1.csv'), `x,at\n${line(1, 1)}`);
  const selection = { relation, timestampColumn: 'at' };
  const hour = async (): Promise<number | undefined> =>
    (await source.timeRange(selection, far))?.watermark.getUTCHours();
  expect(await hour()).toBe(1);
  writeFileSync(join(folder, 'part2.csv'), `x,at\n${line(1, 8)}`);
  expect([await hour(), await source.rowCount(selection)]).toEqual([8, 2]);
});
