import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCli, runShell } from '../support/cli.js';
import { ingestPlace } from '../support/ingestFolder.js';
import { monitorProcesses } from '../support/monitorProcess.js';

const place = ingestPlace();
const { folder } = place;
const start = monitorProcesses();
const HOUR = 3_600_000;
const rows = (from: number, to: number, age = (id: number): string => String(20 + (id % 50))): string[] =>
  Array.from({ length: to - from }, (_, index) => {
    const id = from + index;
    return `${id},${age(id)},${new Date(Date.UTC(2024, 0, 1) + (id * HOUR) / 20).toISOString()}`;
  });

test('the score of what was ingested is kept, shown in the view, and published by serve', async () => {
  const table = await place.table('id bigint, age double precision, at timestamptz');
  const model = {
    ...{ source: 'database', files: undefined, table, timestamp_column: 'at', exclude: ['id'] },
    reference: { from: '2024-01-01', to: '2024-01-03' },
  };
  const configuration = place.configure('score', model, {
    table,
    rules: [{ check: 'age <= 120', name: 'age' }],
  });
  folder.lines('score/reference.csv', ['id,age,at', ...rows(0, 960)]);
  const first = await runCli(['ingest', '--config', configuration, join(configuration, 'reference.csv')]);
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringMatching(/960 rows, 960 written, 0 refused, 0 flagged; quality 100\.00 %/),
  });
  expect(first.error).toMatch(/^warning: no rules are learned: /);

  const monitor = start(configuration, { environment: { TZ: 'UTC' } });
  await monitor.untilMetrics((metrics) => metrics.value('drift_quality_score', { model: 'score' }) === 1);
  // 20 of 200 are refused, and 10 are as none of the reference is
  const odd = (id: number): string => (id % 10 === 0 ? '150' : id % 20 === 1 ? '80' : String(20 + (id % 50)));
  folder.lines('score/new.csv', ['id,age,at', ...rows(960, 1_160, odd)]);
  const second = await runShell(
    `"$0" "$1" ingest --config "${configuration}" --input csv --format json - < "${configuration}/new.csv"`,
  );
  expect(second).toMatchObject({ code: 0, error: '' });
  expect(JSON.parse(second.out)).toMatchObject({
    ...{ model: 'score', dry_run: false },
    files: [
      {
        ...{ file: 'stdin', status: 'ingested', rows: 200, written: 180, refused: 20, flagged: 10 },
        ...{
          quality_score: 0.85,
          refused_by: { check: 20 },
          failing_by: { 'check age': 20, 'range age': 30 },
        },
      },
    ],
  });
  const metrics = await monitor.untilMetrics(
    (found) => found.value('drift_quality_score', { model: 'score' }) === 0.85,
  );
  expect(metrics.value('drift_quarantined_rows_total', { model: 'score', reason: 'check' })).toBe(20);
  expect(metrics.value('drift_quarantined_rows_total', { model: 'score', reason: 'type' })).toBe(0);

  const view = await place.query(
    `SELECT rows, quality_score, quarantined_rows, quality_reason, window_end FROM drift.v1_data_quality
     WHERE model = 'score' AND feature = '' AND window_name = 'ingest' ORDER BY window_end, rows NULLS LAST`,
  );
  expect(view).toEqual([
    expect.objectContaining({ rows: 960, quality_score: 1, quarantined_rows: 0, quality_reason: null }),
    expect.objectContaining({
      rows: 200,
      quality_score: 0.85,
      quarantined_rows: null,
      quality_reason: 'range age: 30 rows, check age: 20 rows',
    }),
    expect.objectContaining({
      rows: null,
      quality_score: null,
      quarantined_rows: 20,
      quality_reason: 'check',
    }),
  ]);
}, 180_000);

test('what the command line is told wrongly, it says', async () => {
  const table = await place.table('id bigint, age double precision');
  const configuration = place.configure(
    'usage',
    {},
    { table, row_count: { at_least: 5, on_failure: 'fail' } },
  );
  const file = folder.lines('usage/new.csv', ['id,age', '1,2', '2,3']);
  const run = async (...args: string[]) => {
    const { code, error } = await runCli(['ingest', '--config', configuration, ...args]);
    return `${code} ${error}`;
  };
  expect(await run()).toMatch(/^1 error: name the files to ingest, or - for the standard input/);
  expect(await run('-')).toMatch(
    /^1 error: say what the standard input is: --input csv, tsv, ndjson or parquet/,
  );
  expect(await run('--model', 'other', file)).toMatch(
    /^1 error: monitoring_config\.yaml: there is no model "other"/,
  );
  expect(await run('--replay')).toMatch(/^1 .*\nerror: model usage has no quarantine/);
  // too few rows: held back
  expect(await run(file)).toMatch(/^2 warning: no rules are learned/);
  expect(await place.query(`SELECT FROM ${table}`)).toEqual([]);
  const large = await runShell(
    `head -c 1200000 /dev/zero | "$0" "$1" ingest --config "${configuration}" --input csv --max-stdin 1 -`,
  );
  expect(large).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^error: stdin: is longer than 1 MiB; save it as a file/),
  });
  expect(readdirSync(join(folder.path, 'usage')).sort()).toEqual(['monitoring_config.yaml', 'new.csv']);
}, 120_000);
