import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { DriftError } from '../../exporter/src/errors.js';
import type { Certificate } from '../support/certificates.js';
import { AlertmanagerClient } from './alertmanagerClient.js';
import { findAlertmanager, type AlertmanagerBinaries } from './alertmanagerBinaries.js';
import { describeWith } from './describeWith.js';
import { freePort } from './freePort.js';

export interface AlertmanagerOptions {
  /** The absolute path of a configuration file, or what stands in one. */
  readonly config: string | object;
  /** The port to listen on, to come back where an earlier one was; a free one where absent. */
  readonly port?: number;
  /** A folder of silences and notifications, which stays; else one that is removed in the end. */
  readonly storage?: string;
  /** Where given, it speaks HTTPS only; `client` then does not reach it. */
  readonly certificate?: Certificate;
}

export interface AlertmanagerServer {
  readonly client: AlertmanagerClient;
  readonly url: string;
  readonly port: number;
  /** What it has written so far, the last hundred thousand characters. */
  log(): string;
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** A real Alertmanager on a loopback port, alone, with a folder of its own under the system's temporary folder. */
export async function startAlertmanager(
  binaries: AlertmanagerBinaries,
  options: AlertmanagerOptions,
): Promise<AlertmanagerServer> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-alertmanager-'));
  try {
    return await start(binaries, folder, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A suite that needs Alertmanager; see `describeWith`. */
export function describeAlertmanager(
  title: string,
  body: (binaries: AlertmanagerBinaries) => void,
): Promise<void> {
  return describeWith(findAlertmanager, title, body);
}

/** Runs amtool. @returns what it wrote to stdout and stderr, and its exit code */
export function runAmtool(
  { amtool, folder }: AlertmanagerBinaries,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly output: string; readonly errors: string }> {
  return new Promise((resolve) => {
    execFile(amtool, args, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout, errors: stderr }),
    );
  });
}

async function start(
  { alertmanager, folder: assets }: AlertmanagerBinaries,
  folder: string,
  { config, port: wanted, storage = join(folder, 'data'), certificate }: AlertmanagerOptions,
): Promise<AlertmanagerServer> {
  const port = wanted ?? (await freePort());
  const url = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const file = typeof config === 'string' ? config : join(folder, 'alertmanager.yml');
  if (typeof config !== 'string') await writeFile(file, stringify(config));
  const flags = {
    'config.file': file,
    'storage.path': storage,
    'web.listen-address': `127.0.0.1:${port}`,
    'web.external-url': url,
    'cluster.listen-address': '',
    ...(certificate === undefined ? {} : { 'web.config.file': await webConfig(folder, certificate) }),
  };
  const child = spawn(
    alertmanager,
    Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    { cwd: assets ?? folder, env: { ...process.env, TZ: 'UTC' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-100_000)));
  // a test run that dies must not leave its server behind
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(child, () => log);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    process.removeListener('exit', kill);
    await ended(child, signal);
    await rm(folder, { recursive: true, force: true });
  };
  return {
    client: new AlertmanagerClient(url),
    url,
    port,
    log: () => log,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function webConfig(folder: string, { certFile, keyFile }: Certificate): Promise<string> {
  const file = join(folder, 'web.yml');
  await writeFile(file, stringify({ tls_server_config: { cert_file: certFile, key_file: keyFile } }));
  return file;
}

/** The server says on stderr that it listens; what it said instead is the error. */
function untilReady(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (/Listening on|msg=Listening/.test(log())) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new DriftError('source_failed', `alertmanager ended with ${code}: ${log()}`)),
    );
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
