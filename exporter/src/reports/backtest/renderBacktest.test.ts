import { parse } from 'yaml';
import { backtestResult, type BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { hours, HOUR, replayOf } from '../../../../test/support/replays.js';
import type { BacktestFormatId } from './backtestFormat.js';
import { renderBacktest } from './renderBacktest.js';

const HOSTILE = '<script>alert(1)</script> | `~~~~~~` \u202e: {';
const quiet = { effects: hours(400, null) };
const result = ({ name = 'x', alarms = 1, effect = 0.3 as number | null } = {}): BacktestResult =>
  backtestResult(
    replayOf({
      [name]: { effects: [...hours(100, null), ...hours(200, effect), ...hours(100, null)] },
      quiet,
      other: quiet,
    }),
    {
      budget: { alarms, period: 720 * HOUR },
      datasetShare: 0.5,
      timing: { groupWait: 30_000, groupInterval: 300_000, repeatInterval: 12 * HOUR },
      naiveWindow: 24 * HOUR,
      notes: ['a note'],
    },
  );
const render = (format: BacktestFormatId, results: readonly BacktestResult[], width = 100): Promise<string> =>
  renderBacktest(results, format, { color: false, width, generatedAt: new Date(0) });

test('a table: alerts, their course, messages, the verdict, thresholds', async () => {
  const text = await render('table', [result()]);
  expect(text).toMatch(/^x +0 +1 +\d+ +0\.300 +-{4}C{9}-{4}$/m);
  expect(text).toContain('2 other features had no alert');
  expect(text).toContain('1 alert in 17 days exceeds the budget, which allows none.');
  expect(text).toContain('note: a note');
  const snippet: unknown = parse(text.slice(text.indexOf('alert_rules:')));
  expect(snippet).toEqual({
    alert_rules: {
      critical: [{ model: 'a model', feature: 'x', threshold: 0.377 }],
      warning: [{ model: 'a model', feature: 'x', threshold: 0.301 }],
    },
  });
});

test.each(['table', 'markdown', 'html'] as const)('%s without an alert proposes nothing', async (format) => {
  const text = await render(format, [result({ effect: null, alarms: 2 })]);
  expect(text).toMatch(/No alert in 17 days keeps to the budget, which allows 1/);
  expect(text).not.toContain('alert_rules');
});

test('a page of two models: one snippet for both, no script, no request, whatever names are', async () => {
  const text = await render('html', [result(), result({ name: HOSTILE })]);
  expect(text.match(/alert_rules:/g)).toHaveLength(1);
  expect(text.match(/<svg /g)).toHaveLength(2);
  expect(text).not.toMatch(/<script|\u202e|(?:src|href)="(?!#|data:)/);
});

test('in Markdown a name ends neither its cell nor the block of thresholds', async () => {
  const text = await render('markdown', [result({ name: HOSTILE })]);
  expect(text.split('~~~~~~yaml')[0]).not.toContain('<script>');
  expect(text.match(/^~~~~~~/gm)).toHaveLength(2);
});

test('on a narrow terminal every line fits', async () => {
  const text = await render('table', [result({ name: HOSTILE, alarms: 2 })], 60);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('JSON is an array', async () => {
  expect(JSON.parse(await render('json', [result()]))).toMatchObject([{ model: 'a model', days: 400 / 24 }]);
});
