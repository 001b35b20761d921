import { check, checkError, excluded, feature } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const header = ['age', 'income', 'city'];
const cities = ['Oslo', 'Rome', 'Bern'];
const row = (index: number): string =>
  `${20 + (index % 50)},${(1000 * spread(index)).toFixed(2)},${cities[index % 3] ?? ''}`;
const lines = (count: number, change: Readonly<Record<number, string>> = {}): string[] => [
  header.join(','),
  ...Array.from({ length: count }, (_, index) => change[index + 2] ?? row(index)),
];

folder.lines('good.csv', lines(500));

describe('a broken line, early and beyond what DuckDB looks at first', () => {
  const latin1 = (line: number, count: number) =>
    Buffer.from(lines(count, { [line]: '30,2.5,Z\u00fcrich' }).join('\n'), 'latin1');
  test.concurrent.each([
    ['short', 2, '30,200', 'has 2 fields where the header has 3; mend the line'],
    ['long', 2, '30,200,Oslo,9', 'has 4 fields where the header has 3; mend the line'],
    ['short', 25_000, '30,200', 'has 2 fields where the header has 3; mend the line'],
    ['long', 25_000, '30,200,Oslo,9', 'has 4 fields where the header has 3; mend the line'],
    ['with an open quote', 200, '30,200,"Oslo', 'a quote is opened here and never closed; mend the line'],
  ])('%s, line %i', async (_, line, content, problem) => {
    const file = `broken ${content.length} ${line}.csv`;
    folder.lines(file, lines(26_000, { [line]: content }));
    expect(await checkError(folder.path, 'good.csv', file)).toBe(`${file}:${line}: ${problem}`);
  });

  test.concurrent.each([
    [2, 500],
    [25_000, 26_000],
  ])('not UTF-8, line %i of %i', async (line, count) => {
    const file = `latin1 ${line}.csv`;
    folder.write(file, latin1(line, count));
    expect(await checkError(folder.path, 'good.csv', file)).toBe(
      `${file}:${line}: is not UTF-8; convert it, for example with iconv`,
    );
  });

  test.concurrent('UTF-16, as spreadsheets write it', async () => {
    folder.write('utf16.csv', Buffer.from(`\ufeff${lines(50).join('\n')}`, 'utf16le'));
    expect(await checkError(folder.path, 'good.csv', 'utf16.csv')).toBe(
      'utf16.csv: is UTF-16, not UTF-8; convert it, for example with iconv',
    );
  });
});

describe('text in a numeric column fails that column alone', () => {
  const advice = 'mend the value, or exclude the column';

  test.concurrent.each([
    ['from the first row', 2, 500],
    ['from the millionth row', 1_000_001, 1_000_000],
  ])('%s', async (_, line, count) => {
    const file = `text ${line}.csv`;
    folder.lines(file, lines(count, { [line]: 'old,200,Oslo' }));
    const { code, error, result } = await check(folder.path, 'good.csv', file);
    const message = `${file}:${line} feature "age": "old" is not a number; ${advice}`;
    expect({ code, error }).toEqual({ code: 1, error: `error: ${message}\n` });
    expect(result.failed).toEqual([{ feature: 'age', error: message }]);
    expect(result.current.rows).toBe(count);
    expect(result.features.map(({ feature, drifted }) => [feature, drifted])).toEqual([
      ['income', false],
      ['city', false],
    ]);
  });

  test.concurrent('in the reference, whose first rows make it text', async () => {
    folder.lines('reference.csv', lines(500, { 3: 'old,200,Oslo' }));
    const { code, result } = await check(folder.path, 'reference.csv', 'good.csv');
    expect(code).toBe(1);
    expect(result.failed).toEqual([
      {
        feature: 'age',
        error:
          'reference.csv:3 feature "age": "old" is not a number, as nearly all others are; mend it, exclude the column, or list it as categorical',
      },
    ]);
  });

  test.concurrent('a column that nobody wants may hold what it likes', async () => {
    folder.lines('unwanted.csv', lines(500, { 400: 'old,200,Oslo' }));
    const left = await check(folder.path, 'good.csv', 'unwanted.csv', '--exclude', 'age');
    const listed = await check(folder.path, 'good.csv', 'unwanted.csv', '--features', 'income');
    expect([left.code, left.result.failed, listed.code, listed.result.failed]).toEqual([0, [], 0, []]);
  });

  test.concurrent('a decimal comma', async () => {
    const semicolons = lines(200).map((line) => line.replaceAll(',', ';').replace('.', ','));
    folder.lines('comma.csv', semicolons);
    const { result } = await check(folder.path, 'good.csv', 'comma.csv');
    expect(result.failed[0]?.error).toMatch(
      /^comma\.csv:\d+ feature "income": "\d+,\d\d" is not a number; write a decimal point, or exclude the column$/,
    );
  });
});

describe('however it is written', () => {
  const plain = lines(500);
  const text = plain.join('\n');
  test.concurrent.each([
    ['a byte order mark', `\ufeff${text}`],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['CR', text.replaceAll('\n', '\r')],
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
    ['bars', text.replaceAll(',', '|')],
    ['quotes', text.replaceAll(/[^,\n]+/g, '"$&"')],
    ['an empty line at the end', `${text}\n\n`],
  ])('%s', async (dialect, content) => {
    folder.write(`${dialect}.csv`, content);
    const { code, result } = await check(folder.path, 'good.csv', `${dialect}.csv`);
    expect({ code, rows: result.current.rows }).toEqual({ code: 0, rows: 500 });
    expect(result.features.map(({ feature, statistics }) => [feature, statistics.psi?.value])).toEqual([
      ['age', 0],
      ['income', 0],
      ['city', 0],
    ]);
  });
});

test.concurrent(
  'words for what is missing, quoted newlines, a fraction after whole numbers, codes with leading zeros',
  async () => {
    const missing = ['', 'NA', 'N/A', 'NULL', 'null'];
    const columns = ['gone', 'place', 'late', 'code', 'flag'];
    const write = (name: string, change: (index: number) => string): string =>
      folder.lines(name, [columns.join(','), ...Array.from({ length: 25_000 }, (_, index) => change(index))]);
    const place = '"New\nYork, ""NY"""';
    write(
      'before.csv',
      (i) => `${i % 9},${i % 2 ? place : 'Rome'},${i % 6},0${100 + (i % 5)},${i % 2 ? 'true' : 'false'}`,
    );
    write(
      'after.csv',
      (i) =>
        `${i % 2 ? (missing[i % 5] ?? '') : i % 9},${i % 2 ? place : 'Rome'},${i === 24_000 ? 2.5 : i % 6},0${100 + (i % 5)},${i % 2 ? 'True' : 'False'}`,
    );
    const { code, result } = await check(folder.path, 'before.csv', 'after.csv');
    expect(code).toBe(0);
    expect(feature(result, 'gone').missing_ratio).toEqual({ reference: 0, current: 0.5 });
    expect(feature(result, 'gone')).toMatchObject({ kind: 'numeric', drifted: true, severity: 'critical' });
    expect(feature(result, 'place')).toMatchObject({ kind: 'categorical', drifted: false, unseen_ratio: 0 });
    expect(feature(result, 'late')).toMatchObject({
      kind: 'numeric',
      drifted: false,
      unseen_ratio: 1 / 25_000,
    });
    expect(feature(result, 'code')).toMatchObject({ kind: 'categorical', drifted: false, unseen_ratio: 0 });
    expect(feature(result, 'flag')).toMatchObject({ kind: 'categorical', drifted: false, unseen_ratio: 0 });
  },
);

test.concurrent(
  'numbers where the reference has codes with leading zeros are other categories, not other spellings',
  async () => {
    folder.csv('codes.csv', ['code'], 300, (index) => [`0${index % 5}`]);
    folder.csv('numbers.csv', ['code'], 300, (index) => [index % 5]);
    const { result } = await check(folder.path, 'codes.csv', 'numbers.csv');
    expect(feature(result, 'code')).toMatchObject({
      kind: 'categorical',
      severity: 'critical',
      unseen_ratio: 1,
    });
  },
);

test.concurrent.each([
  ['the current data', 'good.csv', 'header.csv'],
  ['the reference', 'header.csv', 'good.csv'],
  ['both', 'header.csv', 'header.csv'],
])('a header only, in %s: inconclusive', async (_, reference, current) => {
  folder.lines('header.csv', [header.join(',')]);
  const { code, result } = await check(folder.path, reference, current);
  expect({ code, drifted: result.drifted, severity: result.severity }).toEqual({
    code: 0,
    drifted: null,
    severity: 'inconclusive',
  });
  expect(result.features).toHaveLength(3);
  expect(excluded(result)).toEqual({});
});
