import { checkConfig, feature, type Result } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** Four months of hours as text without a zone. */
const hour = (index: number): string =>
  new Date(START + index * HOUR).toISOString().slice(0, 19).replace('T', ' ');
const cells = (index: number): string => `${(10 * spread(index)).toFixed(3)},${index % 2 === 0 ? 'a' : 'b'}`;

interface Wishes {
  readonly rows?: number;
  readonly line?: (index: number) => string;
  readonly model?: readonly string[];
}

/** A model of hourly rows whose reference is January, checked by month. */
function model(
  name: string,
  { rows = 2_900, line = (index) => `${hour(index)},${cells(index)}`, model = [] }: Wishes,
): string {
  folder.lines(`${name}/rows.csv`, ['at,x,c', ...Array.from({ length: rows }, (_, index) => line(index))]);
  folder.lines(`${name}/drift_thresholds.yaml`, ['ks_test: { significance_level: 0.05 }']);
  folder.lines(`${name}/monitoring_config.yaml`, [
    'models:',
    '  - name: hourly',
    '    files: rows.csv',
    '    timestamp_column: at',
    '    reference: { to: 2024-02-01 }',
    '    check_windows: month',
    ...model.map((text) => `    ${text}`),
  ]);
  return `${folder.path}/${name}`;
}

const names = (results: readonly Result[]): (string | undefined)[] =>
  results.map(({ window_name }) => window_name);
const rowsOf = (results: readonly Result[]): number[] => results.map(({ current }) => current.rows);

test.concurrent('months, of which one overlaps the reference: a warning', async () => {
  const { code, results } = await checkConfig(model('plain', {}));
  expect({ code, names: names(results), rows: rowsOf(results) }).toEqual({
    code: 0,
    names: ['2024-01', '2024-02', '2024-03', '2024-04'],
    rows: [744, 696, 744, 716],
  });
  expect(results.map(({ warnings }) => warnings)).toEqual([
    ['window 2024-01 overlaps the reference: it is compared with its own rows'],
    [],
    [],
    [],
  ]);
  expect(results.map(({ drifted }) => drifted)).toEqual([false, false, false, false]);
});

test.concurrent('out of order: the same numbers', async () => {
  const rows = 2_900;
  const [plain, shuffled] = await Promise.all([
    checkConfig(model('ordered', { rows })),
    checkConfig(
      model('shuffled', {
        rows,
        line: (index) => `${hour((index * 1_117) % rows)},${cells((index * 1_117) % rows)}`,
      }),
    ),
  ]);
  expect(rowsOf(shuffled.results)).toEqual(rowsOf(plain.results));
  const scores = (results: readonly Result[]) =>
    results.map((result) => [feature(result, 'x').statistics.psi, feature(result, 'c').statistics.psi]);
  expect(scores(shuffled.results)).toEqual(scores(plain.results));
});

test.concurrent('a month without rows is inconclusive, the others are not', async () => {
  const gap = (index: number): number => (index < 1_440 ? index : index + 744);
  const { code, results } = await checkConfig(
    model('gap', { rows: 2_150, line: (index) => `${hour(gap(index))},${cells(index)}` }),
  );
  expect(code).toBe(0);
  expect(results.map(({ window_name, drifted, current }) => [window_name, drifted, current.rows])).toEqual([
    ['2024-01', false, 744],
    ['2024-02', false, 696],
    ['2024-03', null, 0],
    ['2024-04', false, 710],
  ]);
});

test.concurrent('rows in the future are left out, with a warning', async () => {
  const { code, results } = await checkConfig(
    model('future', {
      line: (index) => `${index < 2_800 ? hour(index) : '2190-01-01 00:00:00'},${cells(index)}`,
    }),
  );
  expect({ code, names: names(results) }).toEqual({
    code: 0,
    names: ['2024-01', '2024-02', '2024-03', '2024-04'],
  });
  expect(results[0]?.warnings[0]).toMatch(/^100 rows lie in the future, after \d{4}-.*Z; they are left out$/);
  expect(rowsOf(results).reduce((sum, rows) => sum + rows, 0)).toBe(2_800);
});

test.concurrent('rows without a time are left out, with a warning', async () => {
  const { code, results } = await checkConfig(
    model('undated', { line: (index) => `${index % 10 === 0 ? '' : hour(index)},${cells(index)}` }),
  );
  expect(code).toBe(0);
  expect(results[0]?.warnings[0]).toBe('290 rows have no at; they are left out');
});

test.concurrent('without any time: inconclusive', async () => {
  const { code, results } = await checkConfig(
    model('timeless', { rows: 100, line: (index) => `,${cells(index)}` }),
  );
  expect({ code, severities: results.map(({ severity }) => severity) }).toEqual({
    code: 0,
    severities: ['inconclusive'],
  });
});

test.concurrent('a header only: inconclusive', async () => {
  const { code, results } = await checkConfig(model('header', { rows: 0 }));
  expect({ code, severities: results.map(({ severity }) => severity) }).toEqual({
    code: 0,
    severities: ['inconclusive'],
  });
});

test.concurrent('times without a zone are read in the zone that the model names', async () => {
  const { results } = await checkConfig(model('zone', { model: ['timestamp_time_zone: America/New_York'] }));
  // in New York's winter, UTC's January begins at 19:00 on New Year's Eve, of which there are no rows
  expect(names(results)).toEqual(['2024-01', '2024-02', '2024-03', '2024-04']);
  expect(rowsOf(results)).toEqual([739, 696, 745, 720]);
});

test.concurrent('times with a zone are what they say', async () => {
  const { results } = await checkConfig(
    model('offset', { line: (index) => `${hour(index)}+02:00,${cells(index)}` }),
  );
  expect(results.slice(0, 2).map(({ window_name, current }) => [window_name, current.rows])).toEqual([
    ['2023-12', 2],
    ['2024-01', 744],
  ]);
});

describe('what is no time', () => {
  test.concurrent.each([
    ['early', 100],
    ['late', 25_000],
  ])('a word, %s: names the line', async (when, line) => {
    const folderOf = model(when, {
      rows: line + 10,
      line: (index) => `${index === line - 2 ? 'yesterday' : hour(index % 2_000)},${cells(index)}`,
    });
    await expect(checkConfig(folderOf)).rejects.toThrow(
      `rows.csv:${line} feature "at": "yesterday" is not a timestamp; mend the value, or exclude the column`,
    );
  });

  test.concurrent('seconds since 1970: says how to read them', async () => {
    const folderOf = model('epoch', {
      rows: 50,
      line: (index) => `${START / 1_000 + index},${cells(index)}`,
    });
    await expect(checkConfig(folderOf)).rejects.toThrow(
      'column "at" is DOUBLE, not a timestamp; read it by a query with to_timestamp(…)',
    );
  });

  test.concurrent('a column that is not there', async () => {
    const folderOf = model('absent', { rows: 50, model: [] });
    folder.lines('absent/rows.csv', ['x,c', cells(1)]);
    await expect(checkConfig(folderOf)).rejects.toThrow('there is no timestamp column "at"');
  });
});

test.concurrent('text in a numeric column fails that column alone', async () => {
  const { code, error, results } = await checkConfig(
    model('text', {
      line: (index) => (index === 2_000 ? `${hour(index)},old,a` : `${hour(index)},${cells(index)}`),
    }),
  );
  expect(code).toBe(1);
  expect(error).toContain('rows.csv:2002 feature "x": "old" is not a number');
  expect(results.map(({ features }) => features.map((one) => one.feature))).toEqual([
    ['c'],
    ['c'],
    ['c'],
    ['c'],
  ]);
});
