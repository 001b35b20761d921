import { categoriesGrid, summaryOf } from '../../../test/support/samples.js';
import type { CategorySummary, Column } from '../sources/source.js';
import { chooseFeatures, identifierReason } from './features.js';

const column = (
  name: string,
  kind: Column['kind'] = 'numeric',
  type = 'DOUBLE',
  integer = false,
): Column => ({ name, kind, type, integer });
const wishes = { exclude: [] };
const both = (...columns: Column[]): [Column[], Column[]] => [columns, columns];

test('columns that suit are features, in the order of the reference', () => {
  const columns = both(column('b'), column('a', 'categorical', 'VARCHAR'));
  expect(chooseFeatures(...columns, wishes)).toEqual({
    features: [
      { name: 'b', kind: 'numeric' },
      { name: 'a', kind: 'categorical' },
    ],
    excluded: [],
    failed: [],
  });
});

test.each<[string, Column[], Column[], Parameters<typeof chooseFeatures>[2], RegExp]>([
  ['as asked', ...both(column('x')), { exclude: ['x'] }, /^left out as asked$/],
  ['as the label', ...both(column('x')), { exclude: [], label: 'x' }, /^the label$/],
  [
    'as the timestamp',
    ...both(column('x', 'timestamp', 'TIMESTAMP')),
    { exclude: [], timestamp: 'x' },
    /^the timestamp column$/,
  ],
  ['where the current data has none', [column('x')], [], wishes, /^only in the reference$/],
  ['where the reference has none', [], [column('x')], wishes, /^only in the current data$/],
  ['as another timestamp', ...both(column('x', 'timestamp', 'TIMESTAMP')), wishes, /^a timestamp$/],
  [
    'as a type that is not compared',
    ...both(column('x', 'unsupported', 'STRUCT(a INTEGER)')),
    wishes,
    /^values of type STRUCT\(a INTEGER\) are not compared$/,
  ],
])('a column is left out %s', (_, reference, current, asked, reason) => {
  const { features, excluded, failed } = chooseFeatures(reference, current, asked);
  expect([features, failed]).toEqual([[], []]);
  expect(excluded).toEqual([{ feature: 'x', reason: expect.stringMatching(reason) }]);
});

test('a column that is left out as asked is not told twice, and not told where it is nowhere', () => {
  expect(chooseFeatures([], [column('x')], { exclude: ['x', 'y'] }).excluded).toEqual([]);
});

test('a column of another kind in the current data fails alone, and says both types', () => {
  const before = [column('x'), column('y')];
  const after = [column('x', 'categorical', 'VARCHAR'), column('y')];
  const { features, failed } = chooseFeatures(before, after, wishes);
  expect(features.map(({ name }) => name)).toEqual(['y']);
  expect(failed).toMatchObject([
    {
      feature: 'x',
      error: {
        code: 'column_type',
        message: expect.stringMatching(/VARCHAR in the current data, but DOUBLE in the reference/),
      },
    },
  ]);
});

describe('features that are asked for by name', () => {
  test('are all that is checked, with the kind of their column or the one that is asked for', () => {
    const columns = both(column('n'), column('c', 'categorical', 'VARCHAR'), column('rest'));
    const features = [
      { name: 'c' },
      { name: 'n', kind: 'categorical' as const },
      { name: 'sum', expression: 'n + 1' },
    ];
    expect(chooseFeatures(...columns, { exclude: [], features })).toEqual({
      features: [
        { name: 'c', kind: 'categorical' },
        { name: 'n', kind: 'categorical' },
        { name: 'sum', kind: 'numeric', expression: 'n + 1' },
      ],
      excluded: [],
      failed: [],
    });
  });

  test.each([
    [[column('y')], [column('y')], 'column_missing', /in the reference and the current data; check its name/],
    [[column('x')], [column('y')], 'column_missing', /no such column in the current data/],
    [[column('y')], [column('x')], 'column_missing', /no such column in the reference/],
    [
      [column('x', 'timestamp', 'DATE')],
      [column('x', 'timestamp', 'DATE')],
      'column_type',
      /DATE is neither numeric nor categorical/,
    ],
    [[column('x')], [column('x', 'categorical', 'VARCHAR')], 'column_type', /cast one of them/],
  ])('fail alone where %j and %j do not hold them', (before, after, code, message) => {
    const { features, failed } = chooseFeatures([column('ok'), ...before], [column('ok'), ...after], {
      exclude: [],
      features: [{ name: 'x' }, { name: 'ok' }],
    });
    expect(features.map(({ name }) => name)).toEqual(['ok']);
    expect(failed).toMatchObject([
      { feature: 'x', error: { code, message: expect.stringMatching(message) } },
    ]);
  });
});

describe('an identifier', () => {
  const whole = (name: string, integer = true): Column => column(name, 'numeric', 'BIGINT', integer);
  const ramp = (rows: number, step = 1): number[] => Array.from({ length: rows }, (_, index) => index * step);
  const categories = (distinct: number, rows: number, missing = 0): CategorySummary => ({
    kind: 'categorical',
    feature: 'x',
    rows,
    missing,
    categories: categoriesGrid({}).categories.map((name) => ({ name, count: 1 })),
    distinctCount: distinct,
  });

  test.each<[string, Parameters<typeof identifierReason>, boolean]>([
    ['whole numbers without gaps', [summaryOf(ramp(200)), whole('row')], true],
    [
      'whole numbers that begin anywhere',
      [summaryOf(ramp(200).map((value) => value + 1e6)), whole('row')],
      true,
    ],
    ['whole numbers with a missing one', [summaryOf([...ramp(200), NaN]), whole('row')], true],
    ['whole numbers with gaps', [summaryOf(ramp(200, 3)), whole('amount')], false],
    ['whole numbers with gaps that are called one', [summaryOf(ramp(200, 3)), whole('user_id')], true],
    [
      'whole numbers with gaps that are called one, as programmers do',
      [summaryOf(ramp(200, 3)), whole('userId')],
      true,
    ],
    ['a name that only ends like one', [summaryOf(ramp(200, 3)), whole('humid')], false],
    ['whole numbers of which one comes twice', [summaryOf([...ramp(200), 5]), whole('id')], false],
    ['measurements that all differ', [summaryOf(ramp(200)), whole('id', false)], false],
    ['too few values to tell', [summaryOf(ramp(99)), whole('id')], false],
    ['a feature that was asked for by name', [summaryOf(ramp(200)), undefined], false],
    ['texts that nearly all differ', [categories(181, 200), column('x', 'categorical')], true],
    ['texts that differ nine times in ten', [categories(180, 200), column('x', 'categorical')], false],
    [
      'texts that nearly all differ where there are any',
      [categories(181, 900, 700), column('x', 'categorical')],
      true,
    ],
    ['few texts', [categories(99, 99), column('x', 'categorical')], false],
  ])('%s: told from measurements', (_, inputs, isIdentifier) => {
    const reason = identifierReason(...inputs);
    if (isIdentifier)
      expect(reason).toMatch(/^(nearly )?unique: \d+ different (values|whole numbers) in \d+ rows$/);
    else expect(reason).toBeUndefined();
  });
});
