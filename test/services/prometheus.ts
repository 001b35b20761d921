import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { DriftError } from '../../exporter/src/errors.js';
import { describeWith } from './describeWith.js';
import { freePort } from './freePort.js';
import { findPrometheus, type PrometheusBinaries } from './prometheusBinaries.js';
import { PrometheusClient } from './prometheusClient.js';

/** Where Prometheus fetches series, and the labels that it adds. */
export interface ScrapeTarget {
  readonly url: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface PrometheusOptions {
  readonly targets?: readonly ScrapeTarget[];
  /** What targets ask for to log in, if anything. */
  readonly token?: string;
  /** The port to listen on, to come back where an earlier one was; a free one where absent. */
  readonly port?: number;
  /** Such as `100ms`. */
  readonly interval?: string;
  /** Absolute paths. */
  readonly ruleFiles?: readonly string[];
  /** Addresses of Alertmanagers that alerts are sent to. */
  readonly alertmanagers?: readonly string[];
  /** How often firing alerts are sent again; Alertmanager takes them for resolved after four times that. Default a second. */
  readonly resendDelay?: string;
  /** A folder of blocks to serve, which stays; else one that is removed in the end. */
  readonly storage?: string;
}

export interface PrometheusServer {
  readonly client: PrometheusClient;
  stop(): Promise<void>;
}

/** A real Prometheus on a free loopback port, with a folder of its own under the system's temporary folder. */
export async function startPrometheus(
  { prometheus }: PrometheusBinaries,
  options: PrometheusOptions = {},
): Promise<PrometheusServer> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-prometheus-'));
  try {
    return await start(prometheus, folder, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A suite that needs Prometheus; see `describeWith`. */
export function describePrometheus(
  title: string,
  body: (binaries: PrometheusBinaries) => void,
): Promise<void> {
  return describeWith(findPrometheus, title, body);
}

async function start(binary: string, folder: string, options: PrometheusOptions): Promise<PrometheusServer> {
  const { storage = join(folder, 'data'), alertmanagers = [], resendDelay = '1s' } = options;
  const port = options.port ?? (await freePort());
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, stringify(configuration(options)));
  const flags = {
    'config.file': config,
    'storage.tsdb.path': storage,
    'storage.tsdb.retention.time': '100y',
    'web.listen-address': `127.0.0.1:${port}`,
    ...(alertmanagers.length === 0 ? {} : { 'rules.alert.resend-delay': resendDelay }),
  };
  const child = spawn(
    binary,
    Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    {
      cwd: folder,
      env: { ...process.env, TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // a test run that dies must not leave its server behind
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(child);
  return {
    client: new PrometheusClient(`http://127.0.0.1:${port}`),
    async stop() {
      process.removeListener('exit', kill);
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration({
  targets = [],
  token,
  interval = '1s',
  ruleFiles = [],
  alertmanagers = [],
}: PrometheusOptions): unknown {
  const static_configs = targets.map(({ url, labels }) => {
    const { host, pathname } = new URL(url);
    return { targets: [host], labels: { __metrics_path__: pathname, ...labels } };
  });
  return {
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: ruleFiles,
    alerting: {
      alertmanagers: alertmanagers.map((url) => ({ static_configs: [{ targets: [new URL(url).host] }] })),
    },
    scrape_configs: [
      {
        job_name: 'drift',
        static_configs,
        ...(token === undefined ? {} : { authorization: { credentials: token } }),
      },
    ],
  };
}

/** The server says on stderr when it is ready; what it said instead is the error. */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-10_000);
      if (log.includes('Server is ready to receive web requests')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new DriftError('source_failed', `prometheus ended with ${code}: ${log}`)),
    );
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
