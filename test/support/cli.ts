import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DataFolder } from './dataFolder.js';
import type { CheckResult, FeatureResult } from '../../exporter/src/detection/result.js';

const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Closes the standard output after so many characters, as `head` does. */
  readonly closeAfter?: number;
}

/** Runs the command line in a process of its own, as a user would. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return run(process.execPath, [main, ...args], options);
}

/** Runs a shell script, in which `"$0" "$1"` is the command line. */
export function runShell(script: string, options: RunOptions = {}): Promise<Run> {
  return run('sh', ['-c', script, process.execPath, main], options);
}

function run(command: string, args: readonly string[], options: RunOptions): Promise<Run> {
  const { cwd, closeAfter = Infinity } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > closeAfter) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

/** What `check --format json` says of one model and window. */
export type Result = CheckResult;

export interface Checked {
  readonly code: number | null;
  readonly error: string;
  readonly result: Result;
}

/** Checks a current file against a reference in `folder`; fails where there is no result to read. */
export async function check(
  folder: string,
  reference: string,
  current: string,
  ...more: readonly string[]
): Promise<Checked> {
  const args = ['check', '--reference', reference, '--current', current, '--format', 'json', ...more];
  const { code, out, error } = await runCli(args, { cwd: folder });
  return { code, error, result: onlyResult(parseResults(out, error)) };
}

/** Checks a configuration; one result a model and window. */
export async function checkConfig(
  folder: string,
  ...more: readonly string[]
): Promise<{ code: number | null; error: string; results: Result[] }> {
  const { code, out, error } = await runCli(['check', '--config', '.', '--format', 'json', ...more], {
    cwd: folder,
  });
  return { code, error, results: parseResults(out, error) };
}

/** Two files of one folder, checked under a name of their own. */
export interface Pair {
  readonly name: string;
  readonly reference: string;
  readonly current: string;
}

/** Many checks of two files in one run, as models of a configuration: results by name, and errors without the folder. */
export async function checkPairs(
  folder: DataFolder,
  pairs: readonly Pair[],
): Promise<{ results: ReadonlyMap<string, Result>; errors: readonly string[] }> {
  const models = pairs.map(({ name, reference, current }) => ({
    name,
    files: current,
    reference: { files: reference },
  }));
  folder.write('monitoring_config.yaml', JSON.stringify({ models }));
  folder.write('drift_thresholds.yaml', '{}');
  const { code, out, error } = await runCli(['check', '--config', '.', '--format', 'json'], {
    cwd: folder.path,
  });
  expect(code).toBe(error === '' ? 0 : 1);
  const results = out === '' ? [] : parseResults(out, error);
  expect(error).not.toMatch(STACK);
  return {
    results: new Map(results.map((result) => [result.model, result])),
    errors: error.replaceAll(`${folder.path}/`, '').trimEnd().split('\n'),
  };
}

/** The only line of an error, without its `error: `; fails where there is more, or a result beside it. */
export async function errorOf(folder: string, ...args: readonly string[]): Promise<string> {
  const { code, out, error } = await runCli(args, { cwd: folder });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).not.toMatch(STACK);
  const lines = error.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return (lines[0] ?? '').replace(/^error: /, '');
}

/** The error of a check of two files. */
export function checkError(folder: string, reference: string, current: string): Promise<string> {
  return errorOf(folder, 'check', '--reference', reference, '--current', current);
}

/** A feature's result by name; fails where there is none. */
export function feature({ features }: Result, name: string): FeatureResult {
  const found = features.find((candidate) => candidate.feature === name);
  if (found === undefined)
    throw new Error(`no feature ${name} among ${features.map((one) => one.feature).join()}`);
  return found;
}

/** Feature by feature what was left out, and why. */
export function excluded({ excluded }: Result): Record<string, string> {
  return Object.fromEntries(excluded.map(({ feature, reason }) => [feature, reason]));
}

export const STACK = /\n\s+at |node:internal|Error:/;

function parseResults(out: string, error: string): Result[] {
  expect(error).not.toMatch(STACK);
  if (out === '') throw new Error(`no result: ${error}`);
  const parsed = JSON.parse(out) as Result | Result[];
  const results = Array.isArray(parsed) ? parsed : [parsed];
  for (const result of results) expectSane(result);
  return results;
}

function onlyResult(results: readonly Result[]): Result {
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error(`${results.length} results, expected one`);
  return result;
}

/** Every number is finite and within its bounds, and null stands only where nothing can be said. */
function expectSane(result: Result): void {
  walk(result, (value, path) => {
    if (typeof value === 'number')
      expect({ path, finite: Number.isFinite(value) }).toEqual({ path, finite: true });
    if (value === null)
      expect(path).toMatch(/(^|\.)(drifted|detected|exceeded|changed|worse)$|^segments\.\d+\.value$/);
  });
  for (const { drifted, severity, reason, missing_ratio, statistics } of result.features) {
    expect(drifted === null).toBe(severity === 'inconclusive');
    expect(reason).not.toBe('');
    for (const ratio of Object.values(missing_ratio)) expect(ratio >= 0 && ratio <= 1).toBe(true);
    for (const [id, values] of Object.entries(statistics)) {
      for (const [key, value] of Object.entries(values)) {
        if (typeof value === 'number')
          expect({ id, key, value: value >= 0 }).toEqual({ id, key, value: true });
      }
    }
  }
}

function walk(value: unknown, visit: (value: unknown, path: string) => void, path = ''): void {
  visit(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, visit, path === '' ? key : `${path}.${key}`);
}
