import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FeatureResult } from '../../exporter/src/detection/result.js';
import { OpenMetricsWriter } from '../../exporter/src/metrics/openMetricsWriter.js';
import { pastSamples } from '../../exporter/src/metrics/pastSamples.js';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import type { PrometheusClient } from '../services/prometheusClient.js';
import { driftingState } from '../support/modelStates.js';

const run = promisify(execFile);
const hour = 3_600_000;
const start = Date.UTC(2025, 0, 1);
const hours = 40 * 24;

/** The score of an hour: no two alike. */
const psiAt = (index: number): number => 0.1 + index / 7_919;

await describePrometheus('history', ({ prometheus: prometheusBinary, promtool }) => {
  let folder: string;
  let prometheus: PrometheusServer | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drift-history-'));
  });
  afterEach(async () => {
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Forty days of a feature in the store's order, by way of promtool into a Prometheus. */
  async function loaded(options: { holds?: number; step?: number }): Promise<PrometheusClient> {
    const [window] = driftingState(1).windows;
    const [result] = window?.features ?? [];
    if (result === undefined) throw new Error('the state has no result');
    const file = join(folder, 'history.om');
    const writer = new OpenMetricsWriter(file, { until: Infinity, ...options });
    for (let index = 0; index < hours; index++) {
      const at = start + index * hour;
      const drawn: FeatureResult = {
        ...result,
        reference_variation: { psi: 0.5 },
        statistics: { ...result.statistics, psi: { ...result.statistics.psi, value: psiAt(index) } },
      };
      for (const [segment, feature] of [
        ['', 'age'],
        ['country="de"\\', 'naïve\n"name"'],
      ] as const) {
        const score = { windowName: '1h', segment, from: at - hour, to: at, result: { ...drawn, feature } };
        for (const sample of pastSamples('credit', score)) writer.add(sample);
      }
    }
    await writer.finish();
    const blocks = join(folder, 'blocks');
    await run(promtool, [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      '--max-block-duration=744h',
      file,
      blocks,
    ]);
    prometheus = await startPrometheus({ prometheus: prometheusBinary, promtool }, { storage: blocks });
    return prometheus.client;
  }

  test('comes back by query, each hour what it was', async () => {
    const client = await loaded({});
    const query = 'drift_psi{model="credit",feature="age",window="1h",segment=""}';
    const [series] = await client.queryRange(query, start / 1000, (start + (hours - 1) * hour) / 1000, 3600);
    expect(series?.points.map(([, value]) => value)).toEqual(
      Array.from({ length: hours }, (_, index) => psiAt(index)),
    );
    const names = await client.query('count by (__name__) ({model="credit"})', start / 1000);
    expect(names.map(({ labels }) => labels.__name__).sort()).toEqual([
      'drift_detected',
      'drift_inconclusive',
      'drift_missing_psi',
      'drift_missing_ratio',
      'drift_out_of_range_ratio',
      'drift_psi',
      'drift_psi_noise_floor',
      'drift_psi_reference_variation',
      'drift_rows',
      'drift_severity',
    ]);
    const segment = await client.query('drift_psi{segment!=""}', start / 1000);
    expect(segment.map(({ labels }) => [labels.segment, labels.feature])).toEqual([
      ['country="de"\\', 'naïve\n"name"'],
    ]);
  });

  test('between two hours needs last_over_time, or samples that are repeated', async () => {
    const between = (start + 100.5 * hour) / 1000;
    const hourly = await loaded({});
    expect(await hourly.query('drift_psi{feature="age"}', between)).toEqual([]);
    const [last] = await hourly.query('last_over_time(drift_psi{feature="age"}[1h])', between);
    expect(last?.points[0]?.[1]).toBe(psiAt(100));
    await prometheus?.stop();

    await rm(join(folder, 'blocks'), { recursive: true });
    const repeated = await loaded({ holds: hour, step: 4 * 60_000 });
    const [now] = await repeated.query('drift_psi{feature="age"}', between);
    expect(now?.points[0]?.[1]).toBe(psiAt(100));
  });
});
