import { execFile } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';
import { fetchDebianPackage } from './debianPackage.js';

const run = promisify(execFile);
const requirements = join(process.cwd(), 'provisioning', 'tableau', 'requirements.txt');
const folder = join(process.cwd(), '.cache', 'tableau-venv');

/** A Python that has the packages of provisioning/tableau/requirements.txt. */
export interface TableauClient {
  readonly python: string;
  /** Variables that it needs to find them. */
  readonly env: Readonly<Record<string, string>>;
}

const inEnvironment = { python: join(folder, 'bin', 'python'), env: {} };
const besidesPython = { python: 'python3', env: { PYTHONPATH: join(folder, 'packages') } };

/**
 * Python with Tableau's client, installed into .cache/tableau-venv on first use: in a virtual environment; where Debian's
 * python3-venv is missing, by pip into a folder; where that is missing too, by the pip of Debian's package, unpacked
 * without root. Fails with `input_missing` where none of them works.
 */
export async function findTableauClient(): Promise<TableauClient> {
  const there = await installed();
  if (there !== undefined) return there;
  if ((await answer('python3', ['-c', 'import sys; print(sys.version_info >= (3, 10))'])) !== 'True') {
    throw missing('install Python 3.10 or newer (Debian: apt-get install python3)');
  }
  const causes: unknown[] = [];
  for (const install of [byVenv, byPip, byDebiansPip]) {
    const own = `${folder}-${process.pid}`;
    try {
      await install(own);
      // of test files that install at once, the first one wins: others may already run its Python
      const client = await rename(own, folder).then(installed, installed);
      if (client !== undefined) return client;
      // what lies there is of another version, or broken
      await rm(folder, { recursive: true, force: true });
      await rename(own, folder);
      const again = await installed();
      if (again !== undefined) return again;
    } catch (cause) {
      causes.push(cause);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }
  throw missing(
    'Python is there, but packages cannot be installed: install pip (Debian: apt-get install python3-venv) and let it reach a package index',
    causes,
  );
}

async function installed(): Promise<TableauClient | undefined> {
  const wanted = /^tableauserverclient==(\S+)$/m.exec(await readFile(requirements, 'utf8'))?.[1];
  const script = 'import tableauserverclient; print(tableauserverclient.get_versions()["version"])';
  for (const client of [inEnvironment, besidesPython]) {
    if ((await answer(client.python, ['-c', script], client.env)) === wanted) return client;
  }
  return undefined;
}

async function byVenv(own: string): Promise<void> {
  await run('python3', ['-m', 'venv', own]);
  await pip(join(own, 'bin', 'python'), []);
}

async function byPip(own: string): Promise<void> {
  await pip('python3', ['--target', join(own, 'packages')]);
}

async function byDebiansPip(own: string): Promise<void> {
  const root = await fetchDebianPackage('python3-pip');
  const dist = join(root, 'usr', 'lib', 'python3', 'dist-packages');
  await pip('python3', ['--target', join(own, 'packages')], { PYTHONPATH: dist });
}

async function pip(
  python: string,
  where: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  const parameters = ['-m', 'pip', 'install', ...quiet, ...where, '-r', requirements];
  await run(python, parameters, { env: { ...process.env, ...env } });
}

async function answer(
  python: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  try {
    return (await run(python, parameters, { env: { ...process.env, ...env } })).stdout.trim();
  } catch {
    return undefined;
  }
}

function missing(what: string, causes?: readonly unknown[]): DriftError {
  const cause = causes === undefined ? {} : { cause: new AggregateError(causes) };
  return new DriftError('input_missing', `no Tableau client for the tests: ${what}`, cause);
}
