import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = join(process.cwd(), 'grafana-plugin');
/** The font of Grafana's pages. */
export const interFont = join(
  folder,
  'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);
/** A build with both sets of packages takes a few minutes on a new machine. */
const PATIENCE = 900_000;

/** Which Grafana the panel is run with: the oldest or the newest that it supports. */
export type GrafanaPackages = 'oldest' | 'newest';

export interface BuiltPanel {
  /** What Grafana would load. */
  readonly moduleFile: string;
  /** The page with the real Grafana packages. */
  pageFolder(packages: GrafanaPackages): string;
}

/**
 * The panel and its test pages, built where they are missing or older than their sources; packages are installed on first
 * use. Of several test files that ask at once, one builds.
 */
export async function builtPanel(): Promise<BuiltPanel> {
  const lock = join(process.cwd(), '.cache', 'panel.lock');
  await mkdir(join(process.cwd(), '.cache'), { recursive: true });
  const deadline = Date.now() + PATIENCE;
  while (!(await taken(lock))) {
    // a run that died leaves its lock
    if (Date.now() > deadline) await rm(lock, { recursive: true, force: true });
    await pause(500);
  }
  try {
    await build();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
  return {
    moduleFile: join(folder, 'dist', 'module.js'),
    pageFolder: (packages) => join(folder, 'harness', 'dist', packages),
  };
}

async function taken(lock: string): Promise<boolean> {
  return mkdir(lock).then(
    () => true,
    () => false,
  );
}

async function build(): Promise<void> {
  for (const each of [folder, join(folder, 'newest')]) {
    if (!existsSync(join(each, 'node_modules'))) await npm(each, 'ci', '--no-audit', '--no-fund');
  }
  const sources = newest(join(folder, 'src'));
  if (sources > modified(join(folder, 'dist', 'module.js'))) await npm(folder, 'run', 'build');
  const page = newest(join(folder, 'harness'));
  const built = (['oldest', 'newest'] as const).map((name) =>
    modified(join(folder, 'harness', 'dist', name, 'page.js')),
  );
  if (page > Math.min(...built)) await npm(folder, 'run', 'harness');
}

async function npm(cwd: string, ...parameters: string[]): Promise<void> {
  await run('npm', parameters, { cwd, maxBuffer: 2 ** 26 });
}

/** When the newest source below a folder was written; what is built there aside. */
function newest(path: string): number {
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => name !== 'dist');
  return Math.max(
    ...entries.map((entry) =>
      entry.isDirectory() ? newest(join(path, entry.name)) : modified(join(path, entry.name)),
    ),
  );
}

function modified(file: string): number {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}
