import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, errorOf, runCli, runShell, STACK, type Result } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const row = (index: number, shift = 0): readonly [number, string] => [
  20 + (index % 50) + shift,
  index % 2 ? 'a' : 'b',
];
folder.csv('good.csv', ['age', 'kind'], 400, (index) => row(index));
folder.csv('moved.csv', ['age', 'kind'], 400, (index) => row(index, 30));
// a quarter of the rows a little older: small
folder.csv('nudged.csv', ['age', 'kind'], 4_000, (index) => [
  20 + Math.floor(50 * spread(index) ** 0.7),
  'a',
]);
folder.csv('uniform.csv', ['age', 'kind'], 4_000, (index) => [20 + Math.floor(50 * spread(index)), 'a']);
folder.csv('few.csv', ['age', 'kind'], 5, (index) => row(index));

describe('exit codes', () => {
  test.concurrent.each([
    ['no drift', 'good.csv', 'good.csv', 'small', 0],
    ['critical drift, not asked about', 'good.csv', 'moved.csv', undefined, 0],
    ['critical drift', 'good.csv', 'moved.csv', 'critical', 2],
    ['critical drift is significant, too', 'good.csv', 'moved.csv', 'significant', 2],
    ['small drift', 'uniform.csv', 'nudged.csv', 'small', 2],
    ['small drift is not critical', 'uniform.csv', 'nudged.csv', 'critical', 0],
    ['nothing can be said', 'good.csv', 'few.csv', 'critical', 1],
    ['nothing can be said, not asked about', 'good.csv', 'few.csv', undefined, 0],
  ] as const)('%s', async (_, reference, current, failOn, expected) => {
    const { code, error } = await check(
      folder.path,
      reference,
      current,
      ...(failOn === undefined ? [] : ['--fail-on', failOn]),
    );
    expect({ code, error }).toEqual({ code: expected, error: '' });
  });
});

describe('usage errors name what to do', () => {
  const both = ['check', '--reference', 'good.csv', '--current', 'good.csv'];
  const compare = 'name what to compare: --reference FILE and --current FILE, or --config FOLDER';
  test.concurrent.each([
    [['check'], compare],
    [['check', '--reference', 'good.csv'], compare],
    [['check', '--current', 'good.csv'], compare],
    [['check', '--config', 'nowhere'], 'nowhere: no such file or folder'],
    [
      [...both, '--exclude', 'age,kind'],
      /^model good: no column is left to check; "age": left out as asked; /,
    ],
    [
      [...both, '--output', 'no/such/folder/report.html'],
      'no/such/folder/report.html: cannot be written; check that its folder exists',
    ],
    [[...both, '--output', '.'], '.: cannot be written; check that its folder exists'],
    [['reference', 'build'], 'name what to build: --reference FILE, or --config FOLDER'],
    [
      ['check', '--reference', '0123456789ab', '--current', 'good.csv', '--store', 'saved'],
      'no reference of version 0123456789ab is saved in saved; see reference list',
    ],
  ])('%j', async (args, message) => {
    const error = await errorOf(folder.path, ...args);
    if (typeof message === 'string') expect(error).toBe(message);
    else expect(error).toMatch(message);
  });

  test.concurrent.each([
    [['check', '--colour'], /^error: unknown option '--colour'\n\(see --help\)\n$/],
    [['check', '--format', 'xml'], /expected one of table, json, html, markdown, junit\n\(see --help\)\n$/],
    [['check', '--fail-on', 'none'], /expected one of small, significant, critical\n/],
    [['reference', 'list', '--format', 'xml'], /expected one of table, json\n/],
    [['chekc'], /^error: unknown command 'chekc'\n\(Did you mean check\?\)\n/],
  ])('%j', async (args, message) => {
    const { code, out, error } = await runCli(args, { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(message);
    expect(error).not.toMatch(STACK);
  });
});

describe('formats: machine output is all that stands on stdout', () => {
  const args = (format: string): string[] => [
    'check',
    '--reference',
    'good.csv',
    '--current',
    'moved.csv',
    '--format',
    format,
  ];
  const starts: Readonly<Record<string, RegExp>> = {
    table: /^moved\n400 rows against 400 reference rows, version [0-9a-f]{12}\n/,
    json: /^\{\n {2}"model": "moved",/,
    markdown: /^#+ /,
    junit: /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /,
    html: /^<!doctype html>/i,
  };

  test.concurrent.each(Object.keys(starts))('%s', async (format) => {
    const { code, out, error } = await runCli(args(format), { cwd: folder.path });
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(starts[format] ?? /$^/);
    expect(out).toMatch(/\S\n$/);
    expect(out).not.toMatch(/\bNaN\b|\bundefined\b|\u001b/);
  });

  test.concurrent('--output holds what would have stood on stdout', async () => {
    const { out } = await runCli([...args('json'), '--output', 'result.json'], { cwd: folder.path });
    const result = JSON.parse(readFileSync(join(folder.path, 'result.json'), 'utf8')) as Result;
    expect({ out, severity: result.severity }).toEqual({ out: '', severity: 'critical' });
  });

  test.concurrent('--report beside a format: its path goes to stderr', async () => {
    const { out, error } = await runCli([...args('json'), '--report', 'report.html'], { cwd: folder.path });
    expect((JSON.parse(out) as Result).model).toBe('moved');
    expect(error.trim().endsWith('report.html')).toBe(true);
    expect(readFileSync(join(folder.path, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  test.concurrent.each(['table', 'html'])('%s: a reader that goes away early is no error', async (format) => {
    const piped = await runShell(`"$0" "$1" ${args(format).join(' ')} | head -1`, { cwd: folder.path });
    expect({ code: piped.code, error: piped.error }).toEqual({ code: 0, error: '' });
    const closed = await runCli(args(format), { cwd: folder.path, closeAfter: 1 });
    expect(closed.error).toBe('');
  });
});

test.concurrent('a disk that is full: one line', async () => {
  // the device exists on Linux only
  const script = `exec "$0" "$1" check --reference good.csv --current good.csv > /dev/full`;
  const { code, error } = await runShell(script, { cwd: folder.path });
  expect({ code, error }).toEqual({
    code: 1,
    error: expect.stringMatching(/^error: the output cannot be written: ENOSPC[^\n]*\n$/) as unknown,
  });
});

test.concurrent('help of every command', async () => {
  for (const command of [
    [],
    ['check'],
    ['reference'],
    ['reference', 'build'],
    ['reference', 'list'],
    ['validate-config'],
    ['train'],
  ]) {
    const { code, out, error } = await runCli([...command, '--help']);
    expect({ code, error, told: out.startsWith('Usage: drift-exporter') }).toEqual({
      code: 0,
      error: '',
      told: true,
    });
  }
});
