import { check, checkPairs, excluded, feature } from '../support/cli.js';
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

/** A line of a file that cannot be read, and what its error says. */
const broken: readonly (readonly [what: string, line: number, content: string, problem: string])[] = [
  ['short', 2, '30,200', 'has 2 fields where the header has 3; mend the line'],
  ['long', 2, '30,200,Oslo,9', 'has 4 fields where the header has 3; mend the line'],
  ['short', 25_000, '30,200', 'has 2 fields where the header has 3; mend the line'],
  ['long', 25_000, '30,200,Oslo,9', 'has 4 fields where the header has 3; mend the line'],
  ['with an open quote', 200, '30,200,"Oslo', 'a quote is opened here and never closed; mend the line'],
  ['not UTF-8', 2, '30,2.5,Z\u00fcrich', 'is not UTF-8; convert it, for example with iconv'],
  ['not UTF-8', 25_000, '30,2.5,Z\u00fcrich', 'is not UTF-8; convert it, for example with iconv'],
];

describe('a broken line, early and beyond what DuckDB looks at first', () => {
  const nameOf = (what: string, line: number): string => `${what} ${line}.csv`;
  let errors: readonly string[] = [];

  beforeAll(async () => {
    const files = broken.map(([what, line, content]) => {
      const text = lines(line < 1_000 ? 500 : 26_000, { [line]: content }).join('\n');
      folder.write(nameOf(what, line), Buffer.from(text, 'latin1'));
      return nameOf(what, line);
    });
    folder.write('utf16.csv', Buffer.from(`\ufeff${lines(50).join('\n')}`, 'utf16le'));
    const pairs = [...files, 'utf16.csv'].map((current) => ({
      name: current,
      reference: 'good.csv',
      current,
    }));
    ({ errors } = await checkPairs(folder, pairs));
  });

  test.each(broken)('%s, line %i', (what, line, _, problem) => {
    expect(errors).toContain(`error: ${nameOf(what, line)}:${line}: ${problem}`);
  });

  test('UTF-16, as spreadsheets write it', () => {
    expect(errors).toContain('error: utf16.csv: is UTF-16, not UTF-8; convert it, for example with iconv');
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
  const dialects: readonly (readonly [name: string, content: string])[] = [
    ['a byte order mark', `\ufeff${text}`],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['CR', text.replaceAll('\n', '\r')],
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
    ['bars', text.replaceAll(',', '|')],
    ['quotes', text.replaceAll(/[^,\n]+/g, '"$&"')],
    ['an empty line at the end', `${text}\n\n`],
  ];
  let checked: Awaited<ReturnType<typeof checkPairs>>;

  beforeAll(async () => {
    for (const [name, content] of dialects) folder.write(`${name}.csv`, content);
    checked = await checkPairs(
      folder,
      dialects.map(([name]) => ({ name, reference: 'good.csv', current: `${name}.csv` })),
    );
    expect(checked.errors).toEqual(['']);
  });

  test.each(dialects)('%s', (name) => {
    const result = checked.results.get(name);
    expect(result?.current.rows).toBe(500);
    expect(result?.features.map(({ feature, statistics }) => [feature, statistics.psi?.value])).toEqual([
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

test.concurrent(
  'a header only, in the current data, in the reference and in both: inconclusive',
  async () => {
    folder.lines('header.csv', [header.join(',')]);
    for (const [reference, current] of [
      ['good.csv', 'header.csv'],
      ['header.csv', 'good.csv'],
      ['header.csv', './header.csv'],
    ] as const) {
      const { code, result } = await check(folder.path, reference, current);
      expect({ code, drifted: result.drifted, severity: result.severity }).toEqual({
        code: 0,
        drifted: null,
        severity: 'inconclusive',
      });
      expect(result.features).toHaveLength(3);
      expect(excluded(result)).toEqual({});
    }
  },
);
