import { join } from 'node:path';
import type { BacktestResult } from '../../exporter/src/alerts/backtest/backtestResult.js';
import type { CheckResult } from '../../exporter/src/detection/result.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE } from '../support/monitorProcess.js';

const folder = dataFolder();
const WEEKS = 12;
const local = "(moment AT TIME ZONE 'UTC' AT TIME ZONE 'America/New_York')";
const isWeekend = `isodow(${local}) > 5`;

/** Twelve weeks from Monday, 5 February 2024, over a change of clocks; twelve rows an hour of normal values around `mean`. */
const rows = (mean: string): string => `
  SELECT moment, shop, ${mean} + sqrt(-2 * ln(u)) * cos(2 * pi() * v) AS value FROM (
    SELECT moment, CASE WHEN n % 3 = 0 THEN 'north' ELSE 'south' END AS shop, (hash(n, 1) % 1000000 + 1) / 1000001.0 AS u, (hash(n, 2) % 1000000) / 1000000.0 AS v,
      date_diff('hour', TIMESTAMP '2024-02-05', moment) / 168.0 AS week
    FROM (SELECT n, TIMESTAMP '2024-02-05' + to_seconds(n * 300) AS moment FROM range(${WEEKS * 168 * 12}) r(n)))`;

beforeAll(async () => {
  const weekly = `CASE WHEN ${isWeekend} THEN 1.5 ELSE 0 END`;
  // from Tuesday of the tenth week on, workdays are like weekends
  const changed = `CASE WHEN ${isWeekend} OR moment >= '2024-04-09 04:00' THEN 1.5 ELSE 0 END`;
  await folder.parquet({
    'weekly.parquet': rows(weekly),
    'sunday.parquet': `SELECT * FROM (${rows(weekly)}) WHERE moment < '2024-04-08 04:00'`,
    'changed.parquet': rows(changed),
    'wednesday.parquet': `SELECT * FROM (${rows(changed)}) WHERE moment < '2024-04-11 04:00'`,
    'slow.parquet': rows('week / 16'),
  });
});

function configuration(data: string, reference: object, segments: readonly string[] = []): string {
  return monitorConfig(folder, `${data} ${JSON.stringify([reference, segments]).replaceAll(/\W/g, ' ')}`, {
    monitoring: { clock: 'data', lookback_window: '1d' },
    models: [
      {
        name: data,
        files: join(folder.path, `${data}.parquet`),
        timestamp_column: 'moment',
        time_zone: 'America/New_York',
        features: ['value'],
        segments,
        windows: ['6h', '24h'],
        reference,
      },
    ],
  });
}

async function check(
  data: string,
  reference: object,
  segments: readonly string[] = [],
): Promise<CheckResult> {
  const { out, error } = await runCli([
    'check',
    '--config',
    configuration(data, reference, segments),
    '--format',
    'json',
  ]);
  const [result] = JSON.parse(out || '[]') as CheckResult[];
  if (result === undefined) throw new Error(error);
  return result;
}

async function alerts(data: string, reference: object, to = '2024-04-29'): Promise<BacktestResult['alerts']> {
  const config = configuration(data, reference);
  const { out, error } = await runCli([
    'backtest',
    '--config',
    config,
    '--from',
    '2024-03-04',
    '--to',
    to,
    '--format',
    'json',
  ]);
  const [result] = JSON.parse(out || '[]') as BacktestResult[];
  if (result === undefined) throw new Error(error);
  return result.alerts;
}

describe('a one-shot check of the last day', () => {
  test(
    'on a Sunday differs from four weeks, and not from the same hours of four Sundays',
    async () => {
      const rolling = await check('sunday', { rolling: '28d' });
      const seasonal = await check('sunday', { seasonal: '4w' });
      expect([rolling.drifted, rolling.reference.rows]).toEqual([true, 28 * 288]);
      // Saturdays from 23:00 on, the last without the row at which the window begins, and Sundays, one of 23 hours
      expect([seasonal.drifted, seasonal.reference.rows]).toEqual([false, 5 * 12 - 1 + 4 * 288 - 12]);
    },
    EMBEDDED_PATIENCE,
  );

  test(
    'on a Sunday compares each segment with the same hours, too',
    async () => {
      const { segments, reference } = await check('sunday', { seasonal: '4w' }, ['shop']);
      expect(segments?.map(({ segment, drifted }) => [segment, drifted])).toEqual([
        ['shop=south', false],
        ['shop=north', false],
        ['shop=other', null],
      ]);
      const rows = segments?.map((segment) => segment.rows.reference) ?? [];
      expect(rows.reduce((sum, count) => sum + count, 0)).toBe(reference.rows);
    },
    EMBEDDED_PATIENCE,
  );

  test(
    'on a Wednesday that is like a Sunday differs from four Wednesdays',
    async () => {
      expect(await check('wednesday', { seasonal: '4w' })).toMatchObject({
        drifted: true,
        severity: 'critical',
      });
    },
    EMBEDDED_PATIENCE,
  );
});

describe('the monitor with a seasonal reference', () => {
  test(
    'is quiet over a weekly pattern, and over a change of clocks',
    async () => {
      expect(await alerts('weekly', { seasonal: '4w' }, '2024-04-08')).toEqual([]);
    },
    EMBEDDED_PATIENCE,
  );

  test(
    'sees within a day that workdays have become like weekends',
    async () => {
      const found = await alerts('changed', { seasonal: '4w' }, '2024-04-12');
      expect(found).toHaveLength(1);
      const [alert] = found;
      expect(Date.parse(alert?.from ?? '')).toBeGreaterThan(Date.parse('2024-04-09T04:00Z'));
      expect(Date.parse(alert?.from ?? '')).toBeLessThan(Date.parse('2024-04-10T04:00Z'));
    },
    EMBEDDED_PATIENCE,
  );
});

test(
  'a slow drift is seen against a reference that stays, and absorbed by one that rolls',
  async () => {
    expect(await alerts('slow', { to: '2024-03-04' })).not.toEqual([]);
    expect(await alerts('slow', { rolling: '28d' })).toEqual([]);
  },
  EMBEDDED_PATIENCE,
);
