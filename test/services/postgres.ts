import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';
import type { Certificate } from '../support/certificates.js';
import { freePort } from './freePort.js';
import { copyBinaries, findPostgresBinaries } from './postgresBinaries.js';

const run = promisify(execFile);

export interface PostgresServer {
  /** Superuser `drift` with a password of this run's own; the server wants scram from everyone. */
  readonly url: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Starts again, on the same data and port, once its process has ended. */
  restart(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** A real PostgreSQL on a free loopback port, with a data folder of its own under the system's temporary folder; with TLS if asked. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  certificate?: Certificate,
): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-postgres-'));
  try {
    return await start(folder, settings, certificate);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function start(
  folder: string,
  settings: Readonly<Record<string, string>>,
  certificate: Certificate | undefined,
): Promise<PostgresServer> {
  const identity = await unprivileged();
  if (identity.uid !== undefined && identity.gid !== undefined)
    await chown(folder, identity.uid, identity.gid);
  const options = { ...identity, cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  const binaries = await runnableBinaries(folder, options);
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o644 });
  const data = join(folder, 'data');
  const init = [
    '-D',
    data,
    '-U',
    'drift',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '-N',
  ];
  await run(join(binaries, 'initdb'), [...init, '--locale=C'], options);
  await rm(passwordFile);

  const port = await freePort();
  const tls = certificate === undefined ? {} : await tlsSettings(folder, certificate, identity);
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    ...tls,
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const launch = (): ChildProcess =>
    spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...flags], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  let child = launch();
  // a test run that dies must not leave its server behind
  const kill = (): void => void child.kill('SIGQUIT');
  process.once('exit', kill);
  await untilReady(child);
  return {
    url: `postgres://drift:${password}@127.0.0.1:${port}/postgres`,
    get pid() {
      return child.pid ?? 0;
    },
    async restart() {
      child = launch();
      await untilReady(child);
    },
    async stop() {
      process.removeListener('exit', kill);
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server wants its key to be its own, and nobody else's to read. */
async function tlsSettings(
  folder: string,
  { cert, key }: Certificate,
  { uid, gid }: Identity,
): Promise<Record<string, string>> {
  const files = { ssl_cert_file: join(folder, 'server.crt'), ssl_key_file: join(folder, 'server.key') };
  await writeFile(files.ssl_cert_file, cert);
  await writeFile(files.ssl_key_file, key, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) await chown(files.ssl_key_file, uid, gid);
  return { ssl: 'on', ...files };
}

/** PostgreSQL refuses to run as root, so root hands it to another user. */
async function unprivileged(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const ids = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, user]))).catch(() => undefined);
    const [uid, gid] = ids?.map(({ stdout }) => Number(stdout)) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new DriftError(
    'input_missing',
    'PostgreSQL refuses root, and there is no user postgres or nobody to run it',
  );
}

async function runnableBinaries(folder: string, options: Identity & { cwd: string }): Promise<string> {
  const binaries = await findPostgresBinaries();
  const runs = await run(join(binaries, 'postgres'), ['--version'], options).then(
    () => true,
    () => false,
  );
  return runs ? binaries : copyBinaries(binaries, join(folder, 'postgresql'));
}

/** The server says on stderr when it takes connections; what it said instead is the error. */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-10_000);
      if (log.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new DriftError('source_failed', `postgres ended with ${code}: ${log}`)),
    );
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    // SIGINT is PostgreSQL's fast shutdown
    child.kill('SIGINT');
  });
}
