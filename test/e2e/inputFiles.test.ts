import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { check, checkError, checkPairs, runCli } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const header = ['age', 'city'];
const row = (index: number) => [20 + (index % 50), ['Oslo', 'Rome', 'Bern'][index % 3] ?? ''] as const;
const text = ['age,city', ...Array.from({ length: 200 }, (_, index) => row(index).join(','))].join('\n');

folder.csv('good.csv', header, 200, row);
await folder.parquet({
  'good.parquet': `SELECT 20 + i % 50 AS age, ['Oslo', 'Rome', 'Bern'][1 + i % 3] AS city FROM range(200) t(i)`,
  'short.parquet': 'SELECT 1 AS age FROM range(10)',
});

/** A file that cannot be checked, and all that the user is told. */
const bad: readonly (readonly [what: string, file: string, make: () => unknown, error: string])[] = [
  ['missing', 'gone.csv', () => undefined, 'gone.csv: there is no such file; check the path'],
  [
    'a broken link',
    'link.csv',
    () => symlinkSync('nowhere.csv', join(folder.path, 'link.csv')),
    'link.csv: there is no such file; check the path',
  ],
  [
    'empty',
    'empty.csv',
    () => folder.write('empty.csv', ''),
    'empty.csv: is empty; a file needs at least a header',
  ],
  [
    'an empty Parquet',
    'empty.parquet',
    () => folder.write('empty.parquet', ''),
    'empty.parquet: is empty; a file needs at least a header',
  ],
  [
    'a directory',
    'parts',
    () => mkdirSync(join(folder.path, 'parts')),
    'parts: is a directory; name the files in it, for example parts/*.parquet',
  ],
  [
    'CSV called Parquet',
    'text.parquet',
    () => folder.write('text.parquet', text),
    'text.parquet: is no Parquet file, it holds text; if that is CSV, name it .csv',
  ],
  [
    'half a Parquet',
    'half.parquet',
    () => folder.write('half.parquet', 'PAR1 and then nothing that anybody can read'),
    'half.parquet: is no Parquet file, or a damaged one; write it again',
  ],
  [
    'a spreadsheet called CSV',
    'sheet.csv',
    () => folder.write('sheet.csv', 'PK\u0003\u0004 and so on'),
    'sheet.csv: is a zip archive or a spreadsheet; save the sheet as CSV',
  ],
  [
    'JSON called CSV',
    'objects.csv',
    () => folder.ndjson('objects.csv', 50, (index) => ({ age: index })),
    'objects.csv: holds JSON, not CSV; name it .ndjson or .json',
  ],
  [
    'JSON garbage',
    'garbage.json',
    () => folder.write('garbage.json', 'no json at all'),
    'garbage.json:1: is not one JSON object a line: invalid literal',
  ],
  [
    'NDJSON with a broken line',
    'broken.ndjson',
    () => folder.lines('broken.ndjson', ['{"age": 1}', '{"age": x}', '{"age": 2}']),
    'broken.ndjson:2: is not one JSON object a line: unexpected character',
  ],
  [
    'text that says it is compressed',
    'plain.csv.gz',
    () => folder.write('plain.csv.gz', text),
    'plain.csv.gz: is not compressed by gzip, as its name says; rename it',
  ],
  [
    'of no known format',
    'book.xlsx',
    () => folder.write('book.xlsx', 'x'),
    'book.xlsx: its name tells no format; known are .parquet, .pq, .csv, .tsv, .txt, .ndjson, .jsonl, .json, text also with .gz or .zst',
  ],
  [
    'a glob that matches nothing',
    'none-*.csv',
    () => undefined,
    'none-*.csv: matches no file; check the path',
  ],
  [
    'a glob of two formats',
    'mixed/*',
    () => [folder.write('mixed/a.csv', text), folder.write('mixed/b.ndjson', '{"age": 1}')],
    'mixed/b.ndjson: is not of the same format as a.csv; read them apart',
  ],
  [
    'without a column in common',
    'other.csv',
    () => folder.csv('other.csv', ['a', 'b'], 50, () => [1, 2]),
    'model other.csv: the reference and the current data have no column in common: the reference has "age", "city"; the current data "a", "b"',
  ],
];

describe('a file that cannot be checked: one line that names it; the other models go on', () => {
  let checked: Awaited<ReturnType<typeof checkPairs>>;

  beforeAll(async () => {
    for (const [, , make] of bad) make();
    const models = ['good.csv', ...bad.map(([, file]) => file)];
    checked = await checkPairs(
      folder,
      models.map((current) => ({ name: current, reference: 'good.csv', current })),
    );
  });

  test.each(bad)('%s: %s', (_, __, ___, error) => {
    expect(checked.errors).toContain(`error: ${error}`);
  });

  test('no more, and no less', () => {
    expect(checked.errors).toHaveLength(bad.length);
    expect([...checked.results.keys()]).toEqual(['good.csv']);
  });
});

test.concurrent.each([
  ['gone.csv', 'gone.csv: there is no such file; check the path'],
  ['.', '.: is a directory; name the files in it, for example ./*.parquet'],
  [
    'a.csv',
    'model a: the reference and the current data have no column in common: the reference has "age", "city"; the current data "a"',
  ],
])('without a configuration, too: %s', async (file, error) => {
  folder.csv('a.csv', ['a'], 50, () => [1]);
  expect(await checkError(folder.path, 'good.csv', file)).toBe(error);
});

test.concurrent('Parquet called CSV, as the reference', async () => {
  folder.write('columns.csv', 'PAR1 binary');
  expect(await checkError(folder.path, 'columns.csv', 'good.csv')).toBe(
    'columns.csv: is a Parquet file; name it .parquet',
  );
});

test.concurrent('a file that may not be read', async () => {
  folder.write('secret.csv', text);
  const path = join(folder.path, 'secret.csv');
  chmodSync(path, 0o000);
  const { code, error } = await runCli(['check', '--reference', 'good.csv', '--current', path], {
    cwd: folder.path,
  });
  // the superuser may read everything
  const mayRead = process.getuid?.() === 0;
  expect(code).toBe(mayRead ? 0 : 1);
  expect(error).toBe(mayRead ? '' : `error: ${path}: may not be read; check its permissions\n`);
});

/** Files that differ from good.csv in how they are stored only. */
const same: readonly (readonly [what: string, pattern: string, rows: number, make: () => unknown])[] = [
  ['Parquet', 'good.parquet', 200, () => undefined],
  ['compressed', 'good.csv.gz', 200, () => folder.write('good.csv.gz', gzipSync(text))],
  [
    'compressed, with semicolons',
    'semicolons.csv.gz',
    200,
    () => folder.write('semicolons.csv.gz', gzipSync(text.replaceAll(',', ';'))),
  ],
  ['a path with spaces and brackets', 'a [1] b/c d.csv', 200, () => folder.write('a [1] b/c d.csv', text)],
  [
    'several files',
    'part-?.csv',
    400,
    () => [folder.write('part-1.csv', text), folder.write('part-2.csv', text)],
  ],
  [
    'NDJSON',
    'good.ndjson',
    200,
    () => folder.ndjson('good.ndjson', 200, (index) => ({ age: row(index)[0], city: row(index)[1] })),
  ],
  [
    'an array of JSON objects',
    'good.json',
    200,
    () =>
      folder.write(
        'good.json',
        JSON.stringify(
          Array.from({ length: 200 }, (_, index) => ({ age: row(index)[0], city: row(index)[1] })),
        ),
      ),
  ],
];

describe('the same rows in another file give no difference', () => {
  let checked: Awaited<ReturnType<typeof checkPairs>>;

  beforeAll(async () => {
    for (const [, , , make] of same) make();
    checked = await checkPairs(
      folder,
      same.map(([name, current]) => ({ name, reference: 'good.csv', current })),
    );
    expect(checked.errors).toEqual(['']);
  });

  test.each(same)('%s', (name, _, rows) => {
    const result = checked.results.get(name);
    expect({ drifted: result?.drifted, rows: result?.current.rows }).toEqual({ drifted: false, rows });
    expect(result?.features.map(({ feature, statistics }) => [feature, statistics.psi?.value])).toEqual([
      ['age', 0],
      ['city', 0],
    ]);
  });
});

test.concurrent('the same file on both sides: no drift, and a warning', async () => {
  const { result } = await check(folder.path, 'good.csv', './good.csv');
  expect({ drifted: result.drifted, warnings: result.warnings }).toEqual({
    drifted: false,
    warnings: ['the reference and the current data are the same file'],
  });
});

test.concurrent('duplicate rows count as rows', async () => {
  folder.csv('twice.csv', header, 400, (index) => row(index >> 1));
  const { result } = await check(folder.path, 'good.csv', 'twice.csv');
  expect({ drifted: result.drifted, rows: result.current.rows }).toEqual({ drifted: false, rows: 400 });
});

test.concurrent('NDJSON: a whole number at first and fractions later, none of which is rounded', async () => {
  const rows = 25_000;
  const value = (index: number): number =>
    index < 21_000 ? index % 2 : Math.round(spread(index) * 1e4) / 1e4;
  folder.ndjson('late.ndjson', rows, (index) => ({ share: value(index) }));
  folder.csv('late.csv', ['share'], rows, (index) => [value(index)]);
  const { result } = await check(folder.path, 'late.csv', 'late.ndjson');
  expect(result.features[0]?.statistics.ks).toMatchObject({ statistic: 0 });
});

test.concurrent('NDJSON: text in a numeric column fails that column alone, by line', async () => {
  folder.ndjson('text.ndjson', 30_000, (index) => ({
    age: index === 28_000 ? 'old' : index % 50,
    y: index % 7,
  }));
  const { code, error, result } = await check(folder.path, 'text.ndjson', 'text.ndjson');
  const message =
    'text.ndjson:28001 feature "age": "old" is not a number; mend the value, or exclude the column';
  expect({ code, error }).toEqual({ code: 1, error: `error: ${message}\n` });
  expect(result.failed).toEqual([{ feature: 'age', error: message }]);
  expect(result.features.map(({ feature }) => feature)).toEqual(['y']);
});
