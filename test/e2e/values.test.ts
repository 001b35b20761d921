import { check, feature, type Result } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const ROWS = 2_000;
const number = (index: number, shift = 0): string => (10 * spread(index, shift)).toFixed(4);
const extremes = ['NaN', 'Infinity', '-Infinity', '1e308', '-1e308', '1.5'];

type Values = (index: number) => string | number;

/** Columns, in the reference and in the current data, and what a check has to say of them. */
const columns: Readonly<
  Record<string, { before: Values; after: Values; says: Readonly<Record<string, unknown>> }>
> = {
  steady: {
    before: (i) => number(i),
    after: (i) => number(i, 0.3),
    says: { drifted: false, severity: 'none' },
  },
  null_after: {
    before: (i) => number(i),
    after: () => '',
    says: {
      kind: 'numeric',
      drifted: true,
      severity: 'critical',
      reason: expect.stringMatching(/^missing 0 % → 100 %/),
    },
  },
  null_before: {
    before: () => '',
    after: (i) => number(i),
    says: {
      kind: 'numeric',
      drifted: true,
      severity: 'critical',
      reason: expect.stringMatching(/^missing 100 % → 0 %/),
    },
  },
  null_both: { before: () => '', after: () => '', says: { drifted: null, severity: 'inconclusive' } },
  text_null_after: {
    before: (i) => ['a', 'b'][i % 2] ?? '',
    after: () => '',
    says: { kind: 'categorical', drifted: true, severity: 'critical' },
  },
  constant: { before: () => 5, after: () => 5, says: { drifted: false, severity: 'none' } },
  constant_lower: { before: () => 5, after: () => 4, says: { drifted: true, severity: 'critical' } },
  constant_higher: { before: () => 5, after: () => 6, says: { drifted: true, severity: 'critical' } },
  constant_zero: { before: () => 0, after: () => -1, says: { drifted: true, severity: 'critical' } },
  one_value_after: {
    before: (i) => number(i),
    after: () => 5,
    says: { drifted: true, severity: 'critical' },
  },
  one_value_before: {
    before: () => 5,
    after: (i) => number(i),
    says: { drifted: true, severity: 'critical' },
  },
  extremes: {
    before: (i) => extremes[i % 6] ?? '',
    after: (i) => extremes[(i + 3) % 6] ?? '',
    says: { kind: 'numeric', drifted: false, severity: 'none' },
  },
  extremes_after: {
    before: (i) => number(i),
    after: (i) => extremes[i % 6] ?? '',
    says: { kind: 'numeric', drifted: true, severity: 'critical' },
  },
  largest: {
    before: (i) => (i % 2 === 0 ? '1e308' : '-1e308'),
    after: (i) => (i % 4 === 0 ? '1e308' : '-1e308'),
    says: { kind: 'numeric', drifted: true },
  },
  infinite: {
    before: (i) => (i === 0 ? 1 : 'Infinity'),
    after: (i) => (i % 2 === 0 ? '-Infinity' : 'Infinity'),
    says: { kind: 'numeric' },
  },
  sentinel: {
    before: (i) => number(i),
    after: (i) => (i % 20 === 0 ? -999 : number(i)),
    says: { drifted: true, out_of_range_ratio: expect.closeTo(0.05, 3) as unknown },
  },
  new_category: {
    before: (i) => ['a', 'b', 'c'][i % 3] ?? '',
    after: (i) => (i % 10 === 0 ? 'new' : (['a', 'b', 'c'][i % 3] ?? '')),
    says: {
      drifted: true,
      unseen_ratio: 0.1,
      reason: expect.stringMatching(/^unseen categories 0 % → 10 %/),
    },
  },
  truth: {
    before: (i) => (i % 2 === 0 ? 'true' : 'false'),
    after: (i) => (i % 5 === 0 ? 'true' : 'false'),
    says: { kind: 'categorical', drifted: true, unseen_ratio: 0 },
  },
  huge: {
    before: (i) => `9${String(i % 97).padStart(25, '0')}`,
    after: (i) => `9${String(i % 97).padStart(25, '0')}`,
    says: { kind: 'numeric', drifted: false },
  },
  decimals: {
    before: (i) => `${i % 100}.${String(i % 7).repeat(20)}`,
    after: (i) => `${i % 100}.${String(i % 7).repeat(20)}`,
    says: { kind: 'numeric', drifted: false },
  },
};

describe('one check of many odd columns', () => {
  let result: Result;

  beforeAll(async () => {
    const names = Object.keys(columns);
    const write = (file: string, side: 'before' | 'after'): string =>
      folder.csv(file, names, ROWS, (index) => names.map((name) => columns[name]?.[side](index) ?? ''));
    write('before.csv', 'before');
    write('after.csv', 'after');
    const checked = await check(folder.path, 'before.csv', 'after.csv');
    expect({ code: checked.code, failed: checked.result.failed }).toEqual({ code: 0, failed: [] });
    result = checked.result;
  });

  test.each(Object.keys(columns))('%s', (name) => {
    expect(feature(result, name)).toMatchObject(columns[name]?.says ?? {});
  });

  test('none is left out', () => {
    expect(result.excluded).toEqual([]);
    expect(result.drifted).toBe(true);
  });
});

test.concurrent('the same in Parquet: types that only it has', async () => {
  const items = [
    'i % 100 / 7 AS steady',
    '(i % 100)::DECIMAL(18, 3) / 7 AS exact',
    '170141183460469231731687303715884105727 - i::HUGEINT AS huge',
    '(i % 100)::UTINYINT AS tiny',
    'i % 2 = 0 AS truth',
    `['a', 'b'][1 + i % 2]::ENUM('a', 'b') AS word`,
    `[1e308, -1e308, 'nan'::DOUBLE, 'inf'::DOUBLE][1 + i % 4] AS odd`,
    'i::FLOAT AS single',
  ];
  await folder.parquet({ 'types.parquet': `SELECT ${items.join(', ')} FROM range(500) t(i)` });
  const { code, result } = await check(folder.path, 'types.parquet', 'types.parquet');
  expect({ code, drifted: result.drifted, failed: result.failed }).toEqual({
    code: 0,
    drifted: false,
    failed: [],
  });
  expect(result.features.map(({ feature, kind }) => [feature, kind])).toEqual([
    ['steady', 'numeric'],
    ['exact', 'numeric'],
    ['huge', 'numeric'],
    ['tiny', 'numeric'],
    ['truth', 'categorical'],
    ['word', 'categorical'],
    ['odd', 'numeric'],
    ['single', 'numeric'],
  ]);
});

folder.csv('many.csv', ['x', 'c'], 1_000, (index) => [number(index), `c${index % 3}`]);
folder.csv('ten.csv', ['x', 'c'], 10, (index) => [number(index, 0.5), 'other']);

test.concurrent.each([
  ['current', 'many.csv', 'ten.csv'],
  ['reference', 'ten.csv', 'many.csv'],
])('ten %s rows say nothing', async (side, reference, current) => {
  const { result } = await check(folder.path, reference, current);
  expect({ drifted: result.drifted, severity: result.severity }).toEqual({
    drifted: null,
    severity: 'inconclusive',
  });
  expect(feature(result, 'x').reason).toBe(`10 ${side} rows with a value; at least 30 are needed`);
});

test.concurrent('10,000 and 15,000 categories', async () => {
  const write = (count: number): string =>
    folder.csv(`${count}.csv`, ['c', 'y'], 30_000, (index) => [`category ${index % count}`, index % 17]);
  write(10_000);
  write(15_000);
  const more = await check(folder.path, '10000.csv', '15000.csv');
  expect(feature(more.result, 'c')).toMatchObject({ kind: 'categorical', unseen_ratio: 1 / 3 });
  const fewer = await check(folder.path, '15000.csv', '10000.csv');
  // with more categories than are known, none can be called unseen
  expect(feature(fewer.result, 'c')).toMatchObject({ kind: 'categorical' });
  expect(feature(fewer.result, 'c')).not.toHaveProperty('unseen_ratio');
});

test.concurrent('one sentinel among few rows', async () => {
  folder.csv('clean.csv', ['x'], 1_000, (index) => [number(index)]);
  folder.csv('sentinel.csv', ['x'], 1_000, (index) => [index % 20 === 0 ? -999 : number(index, 0.3)]);
  const { result } = await check(folder.path, 'clean.csv', 'sentinel.csv');
  expect(feature(result, 'x').drifted).toBe(true);
});
