import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';

const run = promisify(execFile);

export interface PrometheusBinaries {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * `prometheus` and `promtool`: from the folder PROMETHEUS_BIN, from the PATH, else from Debian's or Ubuntu's package,
 * fetched without root into .cache/prometheus on first use. DRIFT_TEST_PROMETHEUS=download skips the first two. Fails
 * with `input_missing` where none of them works.
 */
export async function findPrometheus(): Promise<PrometheusBinaries> {
  if (process.env.DRIFT_TEST_PROMETHEUS !== 'download') {
    const folders = [process.env.PROMETHEUS_BIN, ...(process.env.PATH ?? '').split(delimiter)];
    for (const folder of folders) if (folder && isComplete(folder)) return binariesIn(folder);
  }
  return downloaded();
}

function binariesIn(folder: string): PrometheusBinaries {
  return { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
}

function isComplete(folder: string): boolean {
  return Object.values(binariesIn(folder)).every((file) => existsSync(file));
}

async function downloaded(): Promise<PrometheusBinaries> {
  const folder = join(process.cwd(), '.cache', 'prometheus');
  const binaries = join(folder, 'usr', 'bin');
  if (isComplete(binaries)) return binariesIn(binaries);
  // test files run side by side: each unpacks into a folder of its own, and the last to finish wins
  const own = `${folder}-${process.pid}`;
  try {
    await unpackPackage(own);
    await rm(folder, { recursive: true, force: true });
    await rename(join(own, 'root'), folder);
  } catch (cause) {
    if (isComplete(binaries)) return binariesIn(binaries);
    throw new DriftError(
      'input_missing',
      'no Prometheus for the tests: install one (Debian: apt-get install prometheus), set PROMETHEUS_BIN to the folder of prometheus and promtool, or let apt-get fetch the package',
      { cause },
    );
  } finally {
    await rm(own, { recursive: true, force: true });
  }
  return binariesIn(binaries);
}

/** Debian's package, unpacked into `root`; apt-get gets lists and caches of its own, so that it needs no root. */
async function unpackPackage(folder: string): Promise<void> {
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
  const options = [
    ['Dir::State::lists', join(folder, 'lists')],
    ['Dir::Cache', folder],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', ''],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run('apt-get', [...options, '-qq', 'update']);
  await run('apt-get', [...options, '-qq', 'download', 'prometheus'], { cwd: folder });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb')) ?? '';
  await run('dpkg-deb', ['-x', join(folder, archive), join(folder, 'root')]);
}
