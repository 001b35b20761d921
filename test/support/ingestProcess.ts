import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));

/** The command line in a process of its own, to be killed; what it says is lost. */
export function cliProcess(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
}

/** The exit code, or null of a process that was killed. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
