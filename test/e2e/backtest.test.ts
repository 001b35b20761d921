import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { BacktestResult } from '../../exporter/src/alerts/backtest/backtestResult.js';
import { errorOf, runCli, STACK, type Run } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { monitorConfig } from '../support/monitorConfig.js';

const flights = fileURLToPath(new URL('../../../examples/flights/flights.parquet', import.meta.url));
const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));
const folder = dataFolder();

/** The flights until the middle of March, in whose second week it gets hot. */
function configuration(name: string, more: object = {}, thresholds: object = {}): string {
  const config = monitorConfig(folder, name, {
    monitoring: { clock: 'data', lookback_window: '366d' },
    models: [
      {
        name: 'flights',
        files: join(folder.path, 'rows.parquet'),
        timestamp_column: 'scheduled_at',
        time_zone: 'America/New_York',
        features: ['carrier', 'temperature_f', 'visibility_mi'],
        windows: ['24h', '168h'],
        reference: { to: '2013-03-01' },
        ...more,
      },
    ],
  });
  folder.write(`${name}/drift_thresholds.yaml`, JSON.stringify(thresholds));
  return config;
}

async function backtest(config: string, ...more: readonly string[]): Promise<Run> {
  const run = await runCli(['backtest', '--config', config, ...more], { cwd: folder.path });
  expect(run.error).not.toMatch(STACK);
  return run;
}

function onlyResult({ out }: Run): BacktestResult {
  const results = JSON.parse(out) as BacktestResult[];
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error(`${results.length} results`);
  return result;
}

beforeAll(async () => {
  const hot = "temperature_f + CASE WHEN scheduled_at < '2013-03-10' THEN 0 ELSE 60 END AS temperature_f";
  await folder.parquet({
    'rows.parquet': `SELECT scheduled_at, carrier, visibility_mi, ${hot} FROM '${flights}' WHERE scheduled_at < '2013-03-16'`,
  });
});

test('the flights: a hot week exceeds a small budget, and the proposed thresholds keep to it', async () => {
  const run = await backtest(configuration('flights'), '--budget', '1/400d', '--format', 'json');
  expect(run.code).toBe(2);
  const result = onlyResult(run);
  expect(result).toMatchObject({
    model: 'flights',
    features: 3,
    budget: { alarms: 1, period: '400d', allowed: 0 },
    within_budget: false,
  });
  expect(result.alerts).toEqual([
    {
      feature: 'temperature_f',
      severity: 'critical',
      from: expect.stringMatching(/^2013-03-1[0-5]/) as string,
      to: null,
    },
  ]);
  expect(result.notes).toEqual([
    expect.stringMatching(/^59 days of the 74 days are the reference itself/),
    expect.stringMatching(/counts as a false alarm/),
  ]);
  const [own, psi, either] = result.notifications;
  expect(own?.notifications).toBeLessThan((psi?.notifications ?? 0) / 2);
  expect(own?.notifications).toBeLessThan((either?.notifications ?? 0) / 2);

  const rules = {
    warning: result.proposal.thresholds.map(({ feature, warning: threshold }) => ({ feature, threshold })),
    critical: result.proposal.thresholds.map(({ feature, critical: threshold }) => ({ feature, threshold })),
  };
  const again = await backtest(
    configuration('proposed', {}, { alert_rules: rules }),
    ...['--budget', '1/400d', '--format', 'json'],
  );
  expect({ code: again.code, alerts: onlyResult(again).alerts }).toEqual({ code: 0, alerts: [] });
});

test.each([
  ['table', /temperature_f +\d+ +\d+ +\d+ [^\n]*C/, /alert_rules:/],
  ['markdown', /^## Backtest of flights/, /~~~~~~yaml/],
  ['html', /^<!doctype html>/, /<svg [^>]*aria-label="Days with alerts of flights/],
])('as %s, into a file, with thresholds to take over', async (format, ...wanted) => {
  const output = join(folder.path, `backtest.${format}`);
  const range = ['--from', '2013-03-09', '--budget', '1/400d'];
  const { code, out } = await backtest(
    configuration(`as ${format}`),
    ...[...range, '--format', format, '--output', output],
  );
  expect({ code, out }).toEqual({ code: 2, out: `${output}\n` });
  const text = readFileSync(output, 'utf8');
  for (const pattern of wanted) expect(text).toMatch(pattern);
  if (format === 'table') {
    const snippet = parse(text.slice(text.indexOf('alert_rules:'))) as { alert_rules: { warning: object[] } };
    expect(snippet.alert_rules.warning).toContainEqual(
      expect.objectContaining({ model: 'flights', feature: 'temperature_f' }),
    );
  }
});

test('a quiet time keeps to the budget of the configuration, and is not said to hold drift', async () => {
  const range = ['--from', '2013-03-01', '--to', '2013-03-08T12:30:00Z'];
  const run = await backtest(configuration('quiet'), ...range, '--format', 'json');
  expect(run.code).toBe(0);
  expect(onlyResult(run)).toMatchObject({
    from: '2013-03-01T00:00:00.000Z',
    // whole buckets only
    to: '2013-03-08T12:00:00.000Z',
    alerts: [],
    notes: [],
  });
});

test('less history than a window: a note', async () => {
  const range = ['--from', '2013-03-03', '--to', '2013-03-04'];
  const run = await backtest(configuration('short'), ...range, '--format', 'json');
  expect(onlyResult(run).notes).toEqual([
    'the history of 1d is shorter than the window of 7d, of which it tells little',
  ]);
});

test.each([
  ['a model that is unknown', ['--model', 'trains'], /there is no model "trains"/],
  ['a range from its end', ['--from', '2013-03-04', '--to', '2013-03-01'], /--to must be later than --from/],
  [
    'a range without rows',
    ['--from', '2020-01-01', '--to', '2020-02-01'],
    /model flights has no rows from 2020-01-01T00:00:00.000Z to/,
  ],
  [
    'a range within a bucket',
    ['--from', '2013-03-05T12:01:00Z', '--to', '2013-03-05T12:50:00Z'],
    /model flights has no closed bucket of 1h/,
  ],
])('%s: one error', async (_, args, message) => {
  expect(await errorOf(folder.path, 'backtest', '--config', configuration('errors'), ...args)).toMatch(
    message,
  );
});

test.each(['often', '0/30d', '1/30', '-1/30d', '1/0d'])('a budget of %j: one error', async (budget) => {
  const { code, error } = await backtest(configuration('budgets'), '--budget', budget);
  expect({ code, error }).toEqual({
    code: 1,
    error: expect.stringMatching(/expected a number of alerts in a stretch of time such as 1\/30d/) as string,
  });
});

test.each([
  [
    'no timestamps',
    { timestamp_column: undefined, reference: { files: 'rows.parquet' } },
    /timestamp_column/,
  ],
  ['no reference', { reference: undefined }, /no reference to compare with/],
  ['a reference without rows', { reference: { to: '2000-01-01' } }, /reference of model flights has no rows/],
])('%s: one error', async (name, more, message) => {
  expect(await errorOf(folder.path, 'backtest', '--config', configuration(name, more))).toMatch(message);
});

test('interrupted, it leaves nothing behind', async () => {
  const temporary = join(folder.path, 'temporary');
  const ours = (): string[] => readdirSync(temporary).filter((name) => name.startsWith('drift-'));
  folder.write('temporary/kept', '');
  const child = spawn(process.execPath, [main, 'backtest', '--config', configuration('interrupted')], {
    env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporary },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await eventually(ours, (found) => found.length > 0);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(ours()).toEqual([]);
});
