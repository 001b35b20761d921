import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';
import { projectFile } from '../support/ruleFile.js';
import { madeOnce } from './madeOnce.js';

const run = promisify(execFile);

/** Raised where the steps below change in what they build. */
const RECIPE = '1';
const MODULE = ['go.mod', 'go.sum'];

/**
 * `influxd` 2.7: what INFLUXD names, else built by Go and cargo from the module in `influxd/`, which takes some six minutes
 * and is kept in .cache/ under the hash of its recipe. Fails with `input_missing` where that cannot be.
 */
export async function findInfluxd(): Promise<string> {
  const { INFLUXD } = process.env;
  if (INFLUXD !== undefined && INFLUXD !== '') return INFLUXD;
  const folder = join(process.cwd(), '.cache', `influxd-${await recipe()}`);
  return join(await madeOnce(folder, build), 'influxd');
}

async function recipe(): Promise<string> {
  const hash = createHash('sha256').update(RECIPE).update(`${process.platform} ${process.arch}`);
  for (const name of MODULE) hash.update(await readFile(moduleFile(name)));
  return hash.digest('hex').slice(0, 12);
}

function moduleFile(name: string): URL {
  return projectFile(join('test', 'services', 'influxd', name));
}

async function needed(program: string, args: readonly string[]): Promise<void> {
  await run(program, args).catch((cause: unknown) => {
    throw missing(`no ${program} to build one with`, cause);
  });
}

function missing(what: string, cause: unknown): DriftError {
  return new DriftError(
    'input_missing',
    `no InfluxDB for the tests: ${what}; install Go 1.24 or newer and cargo (rustup), or set INFLUXD to an influxd 2.7`,
    { cause },
  );
}

/** Caches of both compilers, some 3 GB, lie in `own`. @returns the folder of the program */
async function build(own: string): Promise<string> {
  await needed('go', ['version']);
  await needed('cargo', ['--version']);
  const built = join(own, 'built');
  try {
    for (const name of MODULE) await copyFile(moduleFile(name), join(own, name));
    // flux denies warnings, and a current compiler has new ones
    const wrapper = join(own, 'rustc');
    await writeFile(wrapper, '#!/bin/sh\nexec "$@" --cap-lints warn\n');
    await chmod(wrapper, 0o755);
    const environment = {
      ...process.env,
      GOFLAGS: '-buildvcs=false -modcacherw',
      GOTOOLCHAIN: 'local',
      GOCACHE: join(own, 'go-cache'),
      GOMODCACHE: join(own, 'go-modules'),
      XDG_CACHE_HOME: join(own, 'cache'),
      RUSTUP_TOOLCHAIN: 'stable',
      RUSTC_WORKSPACE_WRAPPER: wrapper,
    };
    const go = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
      run('go', ['build', ...args], { cwd: own, env, maxBuffer: 100_000_000 });
    // finds libflux, which is Rust, and has cargo build it
    const finder = join(own, 'pkg-config');
    await go(environment, '-o', finder, 'github.com/influxdata/pkg-config');
    await go(
      { ...environment, PKG_CONFIG: finder },
      ...['-tags', 'sqlite_foreign_keys,sqlite_json', '-trimpath', '-ldflags', '-s -w'],
      ...['-o', join(built, 'influxd'), 'github.com/influxdata/influxdb/v2/cmd/influxd'],
    );
    return built;
  } catch (cause) {
    throw missing(`it could not be built (${lastLines(cause)})`, cause);
  }
}

function lastLines(cause: unknown): string {
  const { stderr = '', message = '' } = (cause ?? {}) as { stderr?: string; message?: string };
  const lines = (stderr === '' ? message : stderr).trim().split('\n');
  return lines.slice(-3).join(' ').slice(-500);
}
