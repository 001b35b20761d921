import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';
import { findJava } from './javaBinary.js';
import { madeOnce } from './madeOnce.js';

const run = promisify(execFile);

export interface TrinoBinaries {
  /** The folder of `lib` and `plugin`. */
  readonly home: string;
  readonly java: string;
}

const VERSION = '476';
const JAVA = 24;
const ARCHIVE = `https://repo1.maven.org/maven2/io/trino/trino-server/${VERSION}/trino-server-${VERSION}.tar.gz`;
/** What the tests use (types of `geospatial` are known to `postgresql`); the server starts without any of the others. */
const PLUGINS = ['geospatial', 'memory', 'password-authenticators', 'postgresql', 'tpch'];

/**
 * Trino's server: from the folder TRINO_HOME, else from Maven Central, fetched into .cache/trino-476 on first use (0.8 GB, of
 * which 0.2 are kept). Fails with `input_missing` where that cannot be had, or no Java of 24 or newer.
 */
export async function findTrino(): Promise<TrinoBinaries> {
  const java = await findJava(JAVA);
  const { TRINO_HOME } = process.env;
  if (TRINO_HOME !== undefined && TRINO_HOME !== '') return { home: TRINO_HOME, java };
  const home = await madeOnce(join(process.cwd(), '.cache', `trino-${VERSION}`), fetchServer);
  return { home, java };
}

/** @returns the folder of the server */
async function fetchServer(own: string): Promise<string> {
  try {
    const archive = join(own, 'server.tar.gz');
    await download(archive);
    await run('tar', ['-xzf', archive, '-C', own]);
    const server = join(own, `trino-server-${VERSION}`);
    const plugins = join(server, 'plugin');
    // files that plugins share are hard links, so they are unpacked in full and thinned out afterwards
    for (const name of await readdir(plugins)) {
      if (!PLUGINS.includes(name)) await rm(join(plugins, name), { recursive: true });
    }
    return server;
  } catch (cause) {
    throw new DriftError(
      'input_missing',
      `no Trino for the tests: let ${ARCHIVE} be fetched, or set TRINO_HOME to the folder of an unpacked trino-server`,
      { cause },
    );
  }
}

/** Checked by the checksum that stands beside it. */
async function download(file: string): Promise<void> {
  const expected = (await (await get(`${ARCHIVE}.sha1`)).text()).trim();
  const hash = createHash('sha1');
  const { body } = await get(ARCHIVE);
  if (body === null) throw new DriftError('input_missing', `${ARCHIVE} is empty`);
  const output = await open(file, 'w');
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      await output.write(chunk);
    }
  } finally {
    await output.close();
  }
  const found = hash.digest('hex');
  if (found !== expected) {
    throw new DriftError('input_malformed', `${ARCHIVE} has checksum ${found}, expected ${expected}`);
  }
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new DriftError('input_missing', `${url} answers ${response.status}`);
  return response;
}
