import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { DriftError } from '../../exporter/src/errors.js';

const run = promisify(execFile);
/** Where Linux and macOS keep Java. */
const FOLDERS: readonly [string, string][] = [
  ['/usr/lib/jvm', 'bin'],
  ['/opt/java', 'bin'],
  ['/Library/Java/JavaVirtualMachines', 'Contents/Home/bin'],
];

/**
 * A `java` of at least a version: from JAVA_HOME, the PATH or where systems keep it.
 * @throws `input_missing` where there is none
 */
export async function findJava(least: number): Promise<string> {
  const home = process.env.JAVA_HOME;
  const folders = [
    ...(home === undefined || home === '' ? [] : [join(home, 'bin')]),
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...(await Promise.all(FOLDERS.map(([parent, inside]) => foldersIn(parent, inside)))).flat(),
  ];
  for (const java of folders.map((folder) => join(folder, 'java'))) {
    if ((await versionOf(java)) >= least) return java;
  }
  throw new DriftError(
    'input_missing',
    `no Java ${least} or newer for the tests: install one, such as Eclipse Temurin, or set JAVA_HOME`,
  );
}

async function foldersIn(parent: string, inside: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.sort().map((name) => join(parent, name, inside));
}

/** Java says its version on stderr, such as `openjdk version "25.0.3"`. */
async function versionOf(java: string): Promise<number> {
  try {
    const { stderr } = await run(java, ['-version']);
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    // a folder of the PATH that is none, or holds no java
    return 0;
  }
}
