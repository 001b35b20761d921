import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  historyEnd,
  OpenMetricsWriter,
  type OpenMetricsOptions,
  type PastSample,
} from './openMetricsWriter.js';

const hour = 3_600_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(samples: readonly PastSample[], options: OpenMetricsOptions): Promise<string> {
  const path = join(folder, 'history.om');
  const writer = new OpenMetricsWriter(path, options);
  for (const sample of samples) writer.add(sample);
  await writer.finish();
  expect(readdirSync(folder)).toEqual(['history.om']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  return readFileSync(path, 'utf8');
}

const psi = (feature: string, value: number, at: number): PastSample => ({
  metric: 'drift_psi',
  labels: { feature },
  value,
  at,
});

test('samples of a metric stand together, whatever order they come in', async () => {
  const text = await written(
    [psi('a', 0.1, hour), { ...psi('a', 1, hour), metric: 'drift_detected' }, psi('a', 0.2, 2 * hour)],
    { until: Infinity },
  );
  expect(text.split('\n').filter((line) => !line.startsWith('# HELP'))).toEqual([
    '# TYPE drift_detected gauge',
    'drift_detected{feature="a"} 1 3600',
    '# TYPE drift_psi gauge',
    'drift_psi{feature="a"} 0.1 3600',
    'drift_psi{feature="a"} 0.2 7200',
    '# EOF',
    '',
  ]);
});

test('a value is repeated as long as it holds, but not beyond the end', async () => {
  const text = await written([psi('a', 0.1, 0), psi('a', 0.2, hour)], {
    until: 1.4 * hour,
    holds: hour,
    step: hour / 4,
  });
  const points = text
    .split('\n')
    .flatMap((line) => /^drift_psi\S* (\S+) (\S+)$/.exec(line)?.slice(1).join(' ') ?? []);
  expect(points).toEqual(['0.1 0', '0.1 900', '0.1 1800', '0.1 2700', '0.2 3600', '0.2 4500']);
});

test('the three hours before now are left to Prometheus itself', async () => {
  const now = new Date(10 * hour);
  const text = await written([psi('a', 0.1, 6 * hour), psi('a', 0.2, 7 * hour)], { until: historyEnd(now) });
  expect(text).toContain('} 0.1 21600\n');
  expect(text).not.toContain(' 0.2 ');
});

test('labels may hold anything, and what is no number is left out', async () => {
  const text = await written([psi('quote " back\\slash\nzero\0', 0.1, 0), psi('b', NaN, 0)], { until: 1 });
  expect(text).toContain('drift_psi{feature="quote \\" back\\\\slash\\nzero\ufffd"} 0.1 0\n');
  expect(text).not.toContain('"b"');
});

test('what is given up leaves nothing behind', () => {
  const writer = new OpenMetricsWriter(join(folder, 'history.om'), { until: Infinity });
  writer.add(psi('a', 0.1, 0));
  writer.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that does not exist, and a metric that is not published, are errors', () => {
  const path = join(folder, 'missing', 'history.om');
  expect(() => new OpenMetricsWriter(path, { until: 1 })).toThrow(
    /history\.om: history cannot be written; check/,
  );
  expect(existsSync(path)).toBe(false);
  const writer = new OpenMetricsWriter(join(folder, 'history.om'), { until: 1 });
  expect(() => writer.add({ ...psi('a', 1, 0), metric: 'drift_observations' })).toThrow(RangeError);
  writer.discard();
});
