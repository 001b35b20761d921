import { check, excluded, feature, type Result } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const names = [
  '"; drop table x; --',
  "'; drop table x; --",
  "o'brien",
  'a b',
  'a.b',
  'a,b',
  'größe',
  '年齢',
  '😀',
  'count',
  'order',
  'value',
  'select',
  'x"y',
  '[1]',
  '{a}',
  '*',
  '%s',
  '\\',
  '__proto__',
  'constructor',
  'feature:categorical',
];
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const value = (index: number, column: number): string => spread(index, column / 50).toFixed(5);

folder.csv('before.csv', names.map(quoted), 300, (index) => names.map((_, column) => value(index, column)));
folder.csv('after.csv', names.map(quoted), 300, (index) =>
  names.map((_, column) => value(index, column + 9)),
);
await folder.parquet({
  'before.parquet': `SELECT ${names.map((name, column) => `random() + ${column} AS ${quoted(name)}`).join(', ')} FROM range(300)`,
});

test.concurrent.each(['after.csv', 'before.parquet'])(
  'names that are SQL, words, signs or emoji: %s',
  async (file) => {
    const { code, result } = await check(folder.path, 'before.csv', file);
    expect({ code, failed: result.failed, excluded: result.excluded }).toEqual({
      code: 0,
      failed: [],
      excluded: [],
    });
    expect(result.features.map(({ feature }) => feature)).toEqual(names);
  },
);

test.concurrent('each by name', async () => {
  const some = names.filter((name) => !name.includes(',') && !name.includes(':'));
  const { result } = await check(
    folder.path,
    'before.csv',
    'after.csv',
    ...some.flatMap((name) => ['--features', name]),
  );
  expect(result.features.map(({ feature }) => feature)).toEqual(some);
});

test.concurrent('two columns of one name, and one without a name', async () => {
  folder.csv('twice.csv', ['x', 'x', ''], 300, (index) => [
    value(index, 0),
    value(index, 1),
    value(index, 2),
  ]);
  const { code, result } = await check(folder.path, 'twice.csv', 'twice.csv');
  expect({ code, drifted: result.drifted, features: result.features.length }).toEqual({
    code: 0,
    drifted: false,
    features: 3,
  });
});

describe('columns that are left out, each with its reason', () => {
  let result: Result;
  const items = [
    'i AS id',
    'i * 1000003 AS "customerId"',
    'uuid()::VARCHAR AS token',
    '[i, i] AS list',
    `{'a': i} AS record`,
    `MAP {'a': i} AS dictionary`,
    `DATE '2024-01-01' + i::INT AS due`,
    `TIMESTAMP '2024-01-01' + INTERVAL (i) HOUR AS moment`,
    `TIME '10:00' AS hour`,
    `'a'::BLOB AS bytes`,
    'i % 7 AS weekday',
    'i % 2 AS truth',
  ];

  beforeAll(async () => {
    await folder.parquet({ 'left.parquet': `SELECT ${items.join(', ')}, 1 AS before FROM range(500) t(i)` });
    await folder.parquet({ 'right.parquet': `SELECT ${items.join(', ')}, 1 AS after FROM range(500) t(i)` });
    const checked = await check(folder.path, 'left.parquet', 'right.parquet', '--label', 'truth');
    result = checked.result;
  });

  test.each([
    ['id', 'unique: 500 different whole numbers in 500 rows'],
    ['customerId', 'unique: 500 different whole numbers in 500 rows'],
    ['token', 'nearly unique: 500 different values in 500 rows'],
    ['list', 'values of type BIGINT[] are not compared'],
    ['record', 'values of type STRUCT(a BIGINT) are not compared'],
    ['dictionary', 'values of type MAP(VARCHAR, BIGINT) are not compared'],
    ['due', 'a date'],
    ['moment', 'a timestamp'],
    ['hour', 'a time of day'],
    ['bytes', 'values of type BLOB are not compared'],
    ['truth', 'the label'],
    ['before', 'only in the reference'],
    ['after', 'only in the current data'],
  ])('%s: %s', (name, reason) => {
    expect(excluded(result)[name]).toBe(reason);
  });

  test('and the rest is checked', () => {
    expect(result.features.map(({ feature }) => feature)).toEqual(['weekday']);
  });
});

describe('what is asked for by name', () => {
  folder.csv('ids.csv', ['id', 'code', 'x'], 500, (index) => [index, `c${index}`, value(index, 0)]);
  folder.csv('later.csv', ['id', 'code', 'x'], 500, (index) => [index + 500, `d${index}`, value(index, 1)]);

  test.concurrent('identifiers are left out in CSV, too, and checked where they are listed', async () => {
    const inferred = await check(folder.path, 'ids.csv', 'later.csv');
    expect(Object.keys(excluded(inferred.result))).toEqual(['id', 'code']);
    const listed = await check(folder.path, 'ids.csv', 'later.csv', '--features', 'id,code');
    expect(listed.result.features.map(({ feature, drifted }) => [feature, drifted])).toEqual([
      ['id', true],
      // that no code comes twice is all that either side tells of them
      ['code', false],
    ]);
  });

  test.concurrent('a column that is not there; the others go on', async () => {
    const { code, error, result } = await check(folder.path, 'ids.csv', 'later.csv', '--features', 'nope,x');
    const message =
      'feature "nope": there is no such column in the reference and the current data; check its name';
    expect({ code, error, failed: result.failed }).toEqual({
      code: 1,
      error: `error: ${message}\n`,
      failed: [{ feature: 'nope', error: message }],
    });
    expect(feature(result, 'x').drifted).toBe(false);
  });

  test.concurrent('only a column that is not there', async () => {
    const { code, result } = await check(folder.path, 'ids.csv', 'later.csv', '--features', 'nope');
    expect({ code, severity: result.severity, rows: [result.reference.rows, result.current.rows] }).toEqual({
      code: 1,
      severity: 'inconclusive',
      rows: [500, 500],
    });
  });

  test.concurrent('a kind of its own', async () => {
    const { code, result } = await check(
      folder.path,
      'ids.csv',
      'later.csv',
      '--features',
      'x:categorical,code:numeric',
    );
    expect(feature(result, 'x').kind).toBe('categorical');
    expect({ code, failed: result.failed }).toEqual({
      code: 1,
      failed: [
        {
          feature: 'code',
          error: 'ids.csv feature "code": "c0" is not a number; mend the value, or exclude the column',
        },
      ],
    });
  });

  test.concurrent('names to leave out that are not there: a warning', async () => {
    const names = ['--exclude', 'idd', '--label', 'truth', '--timestamp', 'time'];
    const { code, result } = await check(folder.path, 'ids.csv', 'later.csv', ...names);
    expect({ code, warnings: result.warnings }).toEqual({
      code: 0,
      warnings: [
        'there is no column "idd" to leave out; check its name',
        'there is no column "truth" for the label; check its name',
        'there is no column "time" for the time; check its name',
      ],
    });
  });
});

test.concurrent('a column whose type changed; the others go on', async () => {
  await folder.parquet({
    'double.parquet': 'SELECT random() AS x, random() AS y FROM range(200)',
    'text.parquet': 'SELECT random()::VARCHAR AS x, random() AS y FROM range(200)',
    'nothing.parquet': 'SELECT NULL::VARCHAR AS x, random() AS y FROM range(200)',
  });
  const changed = await check(folder.path, 'double.parquet', 'text.parquet');
  const message =
    'feature "x": VARCHAR in the current data, but DOUBLE in the reference; cast one of them, or exclude the column';
  expect({ code: changed.code, error: changed.error }).toEqual({ code: 1, error: `error: ${message}\n` });
  expect(changed.result.features.map(({ feature }) => feature)).toEqual(['y']);
  // a writer that has seen no value may choose any type
  const emptied = await check(folder.path, 'double.parquet', 'nothing.parquet');
  const filled = await check(folder.path, 'nothing.parquet', 'double.parquet');
  for (const { code, result } of [emptied, filled]) {
    expect(code).toBe(0);
    expect(feature(result, 'x')).toMatchObject({ kind: 'numeric', drifted: true, severity: 'critical' });
  }
});
