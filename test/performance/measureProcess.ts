import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { memoryOf, processorTime } from './monitorReport.js';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Measure {
  readonly seconds: number;
  /** Of all threads, up to a fiftieth of a second before the end; NaN where the system does not tell. */
  readonly processorSeconds: number;
  /** The most that the process held, in MB; NaN where the system does not tell. */
  readonly megabytes: number;
  /** What ran beside it: the system's load, averaged over the last minute. */
  readonly load: number;
  /** Its standard output. */
  readonly out: string;
}

const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));

/** The command line, as a user has it. */
export function driftExporter(...args: readonly string[]): Command {
  return { command: process.execPath, args: [main, ...args] };
}

/** Runs a process to its end. Fails where it does. */
export function measureProcess({ command, args, environment }: Command): Promise<Measure> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    let megabytes = NaN;
    let processorSeconds = NaN;
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const sample = setInterval(() => {
      // once it has ended there is nothing to read, and what was read last holds
      const { peak } = memoryOf(child.pid ?? 0);
      if (Number.isFinite(peak)) megabytes = peak;
      const time = processorTime(child.pid ?? 0);
      if (Number.isFinite(time)) processorSeconds = time;
    }, 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sample);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, processorSeconds, megabytes, load: loadavg()[0] ?? NaN, out });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** A number from the command line, as in `--rows 1000`. */
export function option(name: string, fallback: number): number {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : Number(process.argv[index + 1]);
}
