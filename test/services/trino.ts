import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/bcrypt';
import { DriftError } from '../../exporter/src/errors.js';
import type { Certificate } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';
import { freePort } from './freePort.js';
import type { TrinoBinaries } from './trinoBinaries.js';

type Properties = Readonly<Record<string, string>>;

export interface TrinoServerOptions {
  /** HTTPS beside plain HTTP, where the user `drift` has a password. */
  readonly login?: { readonly certificate: Certificate; readonly password: string };
  /** Such as `4G`. */
  readonly heap?: string;
  /** Compiles what runs often for speed, which the start takes longer for. @default false */
  readonly jit?: boolean;
}

export interface TrinoServer {
  /** Plain HTTP on loopback; anyone may query as any user. It has catalogs `memory` and `tpch`. */
  readonly url: string;
  /** With `login`. */
  readonly secureUrl: string;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** Stops it where it is: connections stay open, and nobody answers. */
  hang(): void;
  goOn(): void;
  /** Starts again on the same port, without what was in memory. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** On a busy machine a start takes a minute. */
const PATIENCE = 300_000;

/** A real Trino of one node on a free loopback port, with a folder of its own under the system's temporary folder. */
export async function startTrino(
  binaries: TrinoBinaries,
  options: TrinoServerOptions = {},
): Promise<TrinoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-trino-'));
  try {
    return await start(binaries, folder, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function start(
  { home, java }: TrinoBinaries,
  folder: string,
  { login, heap = '1536M', jit = false }: TrinoServerOptions,
): Promise<TrinoServer> {
  const port = await freePort();
  const securePort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': String(port),
    'discovery.uri': url,
    // so that tests make catalogs of their own
    'catalog.management': 'dynamic',
    ...(login === undefined ? {} : await loginProperties(folder, securePort, login)),
  };
  await mkdir(join(folder, 'catalog'));
  await writeFile(join(folder, 'config.properties'), lines(config));
  const catalogs = {
    memory: { 'connector.name': 'memory', 'memory.max-data-per-node': '2GB' },
    tpch: { 'connector.name': 'tpch' },
  };
  for (const [name, entries] of Object.entries(catalogs)) {
    await writeFile(join(folder, 'catalog', `${name}.properties`), lines(entries), { mode: 0o600 });
  }
  const flags = [
    `-Xmx${heap}`,
    '-XX:+UseG1GC',
    ...(jit ? [] : ['-XX:TieredStopAtLevel=1']),
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+EnableDynamicAgentLoading',
    '-Djdk.attach.allowAttachSelf=true',
    '-Duser.timezone=UTC',
    '-Dnode.environment=test',
    '-Dnode.id=test',
    '-Dnode.bind-ip=127.0.0.1',
    '-Dnode.internal-address=127.0.0.1',
    `-Dnode.data-dir=${join(folder, 'data')}`,
    `-Dconfig=${join(folder, 'config.properties')}`,
    `-Dcatalog.config-dir=${join(folder, 'catalog')}`,
    `-Dplugin.dir=${join(home, 'plugin')}`,
  ];
  const log = join(folder, 'server.log');
  const launch = async (): Promise<ChildProcess> => {
    const output = await open(log, 'w');
    const child = spawn(java, [...flags, '-cp', join(home, 'lib', '*'), 'io.trino.server.TrinoServer'], {
      cwd: folder,
      stdio: ['ignore', output.fd, output.fd],
    });
    await output.close();
    return child;
  };
  let child = await launch();
  // a test run that dies must not leave its server behind
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(child, url, log);
  return {
    url,
    secureUrl: `https://127.0.0.1:${securePort}`,
    kill: () => ended(child, 'SIGKILL'),
    hang: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async restart() {
      child = await launch();
      await untilReady(child, url, log);
    },
    async stop() {
      process.removeListener('exit', kill);
      // what it holds is of no use any more, and it takes its time to say goodbye
      await ended(child, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function loginProperties(
  folder: string,
  port: number,
  { certificate: { cert, key }, password }: NonNullable<TrinoServerOptions['login']>,
): Promise<Properties> {
  const file = (name: string): string => join(folder, name);
  const write = (name: string, text: string): Promise<void> => writeFile(file(name), text, { mode: 0o600 });
  await write('server.pem', `${key}\n${cert}`);
  // Trino knows the older letter for the same hash
  await write('passwords', `drift:${(await hash(password, { cost: 8 })).replace(/^\$2b/, '$2y')}\n`);
  const authenticator = { 'password-authenticator.name': 'file', 'file.password-file': file('passwords') };
  await write('authenticator.properties', lines(authenticator));
  return {
    'http-server.https.enabled': 'true',
    'http-server.https.port': String(port),
    'http-server.https.keystore.path': file('server.pem'),
    'http-server.authentication.type': 'PASSWORD',
    'http-server.authentication.allow-insecure-over-http': 'true',
    'password-authenticator.config-files': file('authenticator.properties'),
    'internal-communication.shared-secret': 'of the tests',
  };
}

function lines(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** It takes queries once it says that it does not start any more; what it logged instead is the error. */
async function untilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  const state = await eventually(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return 'ended';
      const response = await fetch(`${url}/v1/info`);
      return ((await response.json()) as { starting: boolean }).starting ? 'starting' : 'ready';
    },
    (seen) => seen !== 'starting',
    PATIENCE,
  );
  if (state === 'ready') return;
  const said = await readFile(log, 'utf8');
  throw new DriftError('source_failed', `trino ended with ${child.exitCode}: ${said.slice(-5_000)}`);
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
