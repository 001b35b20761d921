import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfluxDB } from '@influxdata/influxdb-client';
import { DriftError } from '../../exporter/src/errors.js';
import type { Certificate } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';
import { describeWith } from './describeWith.js';
import { freePort } from './freePort.js';
import { findInfluxd } from './influxdBinary.js';

export interface InfluxServer {
  readonly url: string;
  readonly org: string;
  /** An empty bucket that keeps all. */
  readonly bucket: string;
  /** May do everything. */
  readonly token: string;
  /** Writes lines of the line protocol, times in nanoseconds, and waits until they can be read. */
  write(lines: readonly string[], bucket?: string): Promise<void>;
  /** A request of the server's API with the token. */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Ends its process at once, as a power cut does. */
  kill(): Promise<void>;
  /** On the same data and port, once its process has ended. */
  restart(): Promise<void>;
  /** Stops it where it is: connections stay open, new ones are taken, and nobody answers. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
}

const LINES = 5_000;
const [org, bucket] = ['drift tests', 'points'];

/** A suite that needs InfluxDB; see `describeWith`. */
export function describeInflux(title: string, body: (binary: string) => void): Promise<void> {
  return describeWith(findInfluxd, title, body);
}

/** A real InfluxDB 2 on a free loopback port, with folders of its own under the system's temporary folder; with TLS if asked. */
export async function startInflux(
  binary: string,
  certificate?: Certificate,
  settings: Readonly<Record<string, string>> = {},
): Promise<InfluxServer> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-influxdb-'));
  try {
    return await start(binary, folder, certificate, settings);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function start(
  binary: string,
  folder: string,
  certificate: Certificate | undefined,
  settings: Readonly<Record<string, string>>,
): Promise<InfluxServer> {
  const port = await freePort();
  const flags = {
    'http-bind-address': `127.0.0.1:${port}`,
    'bolt-path': join(folder, 'bolt'),
    'sqlite-path': join(folder, 'sqlite'),
    'engine-path': join(folder, 'engine'),
    'log-level': 'error',
    ...settings,
    ...(certificate === undefined
      ? {}
      : { 'tls-cert': certificate.certFile, 'tls-key': certificate.keyFile }),
  };
  const options = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  const url = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const token = randomBytes(24).toString('base64url');
  const transportOptions = certificate === undefined ? {} : { rejectUnauthorized: false };
  const client = new InfluxDB({ url, token, transportOptions });
  const launch = (): ChildProcess =>
    spawn(binary, ['--reporting-disabled', ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let child = launch();
  // a test run that dies must not leave its server behind
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const request = (method: string, path: string, body?: unknown): Promise<unknown> =>
    client.transport.request(path, body, { method });
  await ready(child, request);
  const setup = { username: 'drift', password: randomBytes(12).toString('hex'), org, bucket, token };
  await request('POST', '/api/v2/setup', { ...setup, retentionPeriodSeconds: 0 });
  return {
    ...{ url, org, bucket, token, request },
    async write(lines, to = bucket) {
      const path = `/api/v2/write?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(to)}&precision=ns`;
      for (let first = 0; first < lines.length; first += LINES) {
        const body = lines.slice(first, first + LINES).join('\n');
        const headers = { 'content-type': 'text/plain; charset=utf-8' };
        await client.transport.request(path, body, { method: 'POST', headers });
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
    async restart() {
      child = launch();
      await ready(child, request);
    },
    hang: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async stop() {
      process.removeListener('exit', kill);
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What it said instead of being ready is the error. */
async function ready(child: ChildProcess, request: InfluxServer['request']): Promise<void> {
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-10_000)));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new DriftError('source_failed', `influxd ended with ${code}: ${log}`)),
    );
  });
  failed.catch(() => undefined);
  await Promise.race([
    failed,
    eventually(
      () => request('GET', '/health'),
      (answer) => (answer as { status?: string } | undefined)?.status === 'pass',
    ),
  ]);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
