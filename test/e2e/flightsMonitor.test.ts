import { execFile } from 'node:child_process';
import { copyFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import type { PrometheusClient } from '../services/prometheusClient.js';
import { runCli, type Result } from '../support/cli.js';

const flights = fileURLToPath(new URL('../../../examples/flights/', import.meta.url));
const promtoolRun = promisify(execFile);
const DAY = 86_400;
const seconds = (date: string): number => Date.parse(date) / 1000;

let folder = '';

/** The year counted and judged hour by hour into the store and into a file for Prometheus. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drift-flights-'));
  for (const name of ['monitoring_config.yaml', 'drift_thresholds.yaml']) {
    copyFileSync(join(flights, name), join(folder, name));
  }
  symlinkSync(join(flights, 'flights.parquet'), join(folder, 'flights.parquet'));
  await run('backfill', '--config', '.', '--openmetrics', 'history.om');
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<string> {
  const { code, out, error } = await runCli(args, { cwd: folder });
  expect({ args, code, error }).toEqual({ args, code: 0, error: '' });
  return out;
}

test('the kept counts tell the same story month by month as a one-shot check of the rows', async () => {
  const range = ['--from', '2013-01-01', '--to', '2014-01-01'];
  const kept = JSON.parse(
    await run('report', '--config', '.', '--model', 'flights', ...range, '--format', 'json'),
  ) as Result[];
  const counted = JSON.parse(
    await run('check', '--config', '.', '--format', 'json', '--no-saved-reference'),
  ) as Result[];
  expect(kept.map(({ window_name }) => window_name)).toEqual(counted.map(({ window_name }) => window_name));
  for (const [index, { window_name, features, reference, ...whole }] of counted.entries()) {
    expect(kept[index]?.reference).toEqual(reference);
    const { performance, concept, covariate } = kept[index] ?? {};
    const measured = Number(performance?.metrics.roc_auc?.measured?.value);
    expect(measured).toBeCloseTo(Number(whole.performance?.metrics.roc_auc?.measured?.value), 6);
    expect({ window_name, concept: concept?.detected }).toEqual({
      window_name,
      concept: whole.concept?.detected,
    });
    const hotelling = Number(covariate?.statistics.hotelling?.change);
    expect(hotelling).toBeCloseTo(Number(whole.covariate?.statistics.hotelling?.change), 3);
    for (const expected of features) {
      const actual = kept[index]?.features.find(({ feature }) => feature === expected.feature);
      const name = `${expected.feature} in ${window_name}`;
      expect({ name, rows: actual?.rows, missing: actual?.missing_ratio }).toEqual({
        name,
        rows: expected.rows,
        missing: expected.missing_ratio,
      });
      // kept counts know unseen airports only together, which makes `dest` a little larger
      if (expected.feature === 'dest') continue;
      expect({ name, drifted: actual?.drifted, severity: actual?.severity }).toEqual({
        name,
        drifted: expected.drifted,
        severity: expected.severity,
      });
      const psi = Number(actual?.statistics.psi?.value);
      expect(Math.abs(psi - Number(expected.statistics.psi?.value))).toBeLessThan(1e-9);
    }
  }
}, 300_000);

test('backfilling again replaces what is there', async () => {
  const range = ['--from', '2013-06-01', '--to', '2013-07-01'];
  const before = await run('report', '--config', '.', '--model', 'flights', ...range, '--format', 'json');
  await run('backfill', '--config', '.', ...range, '--openmetrics', 'june.om');
  const after = await run('report', '--config', '.', '--model', 'flights', ...range, '--format', 'json');
  expect(JSON.parse(after)).toEqual(JSON.parse(before));
  // its first weeks reach back into what was counted before
  const written = await readFile(join(folder, 'june.om'), 'utf8');
  const weekly = /^drift_detected\{.*feature="carrier".*window="7d".*\} [01] (\d+)/m.exec(written);
  expect(Number(weekly?.[1]) - seconds('2013-06-01')).toBeLessThanOrEqual(DAY);
}, 300_000);

await describePrometheus('a real Prometheus', ({ prometheus: binary, promtool }) => {
  let prometheus: PrometheusServer | undefined;
  let client: PrometheusClient;

  beforeAll(async () => {
    const blocks = join(folder, 'blocks');
    await promtoolRun(promtool, [
      ...['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h'],
      ...[join(folder, 'history.om'), blocks],
    ]);
    prometheus = await startPrometheus({ prometheus: binary, promtool }, { storage: blocks });
    client = prometheus.client;
  }, 180_000);

  afterAll(() => prometheus?.stop());

  const weekly = (feature: string, metric = 'drift_psi'): string =>
    `last_over_time(${metric}{model="flights",feature="${feature}",window="7d"}[2d])`;

  test('shows the whole year of a feature', async () => {
    const [series] = await client.queryRange(
      weekly('temperature_f'),
      seconds('2013-01-10'),
      seconds('2013-12-31'),
      DAY,
    );
    expect(series?.points).toHaveLength(356);
  });

  test('says nothing of a week that is not full yet', async () => {
    const detected = weekly('temperature_f', 'drift_detected');
    expect(await client.query(detected, seconds('2013-01-06'))).toEqual([]);
    expect(await client.query(detected, seconds('2013-01-10'))).toHaveLength(1);
  });

  test.each(['2013-05-15', '2013-07-15', '2013-09-15'])('temperature is critical on %s', async (day) => {
    const [severity] = await client.query(weekly('temperature_f', 'drift_severity'), seconds(day));
    expect(severity?.points[0]?.[1]).toBe(3);
  });

  test('airlines are never more than a little different', async () => {
    const [most] = await client.query(
      `max_over_time(drift_psi{model="flights",feature="carrier",window="7d"}[365d])`,
      seconds('2013-12-31'),
    );
    expect(most?.points[0]?.[1]).toBeLessThan(0.1);
  });
});
