import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPrometheus, type PrometheusServer, type ScrapeTarget } from '../services/prometheus.js';
import type { PrometheusBinaries } from '../services/prometheusBinaries.js';
import { runCli } from './cli.js';
import type { DataFolder } from './dataFolder.js';
import { MonitorProcess } from './monitorProcess.js';

const run = promisify(execFile);

/** An exporter that runs, and a Prometheus that has its history and goes on scraping it. */
export interface ScrapedHistory {
  readonly prometheus: PrometheusServer;
  readonly exporter: MonitorProcess;
  stop(): Promise<void>;
}

export interface HistoryOptions {
  /** The exporter's configuration: a folder. */
  readonly config: string;
  /** Files of OpenMetrics besides the exporter's own history. */
  readonly history?: readonly string[];
  /** Scraped besides the exporter. */
  readonly targets?: readonly ScrapeTarget[];
  /** Such as `1s`. */
  readonly interval?: string;
  /** A file of rules, as an object. */
  readonly rules: object;
}

/** Backfills all that a configuration's sources hold, into the store and into Prometheus, and starts both. */
export async function startScrapedHistory(
  folder: DataFolder,
  binaries: PrometheusBinaries,
  { config, history = [], targets = [], interval = '1s', rules }: HistoryOptions,
): Promise<ScrapedHistory> {
  const own = join(folder.path, 'history.om');
  const { code, error } = await runCli(['backfill', '--config', config, '--openmetrics', own]);
  if (code !== 0 || error !== '') throw new Error(`backfill ended with ${code}: ${error}`);
  const storage = join(folder.path, 'blocks');
  for (const file of [own, ...history]) {
    const create = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', file, storage];
    await run(binaries.promtool, create, { maxBuffer: 1e8 });
  }
  const exporter = new MonitorProcess(config);
  const prometheus = await startPrometheus(binaries, {
    targets: [{ url: `${await exporter.url()}/metrics`, labels: { pod: 'one' } }, ...targets],
    storage,
    interval,
    ruleFiles: [folder.write('rules.yml', JSON.stringify(rules))],
  });
  return {
    prometheus,
    exporter,
    async stop() {
      await prometheus.stop();
      await exporter.end('SIGKILL');
    },
  };
}

/** An alert as rules for drift have it, so that there is one. */
export const ALERT = {
  alert: 'DriftFeature',
  expr: 'max without (instance, pod) (drift_active) == 1',
  labels: { severity: 'warning' },
};
