import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import { growth } from '../../testing/growth';
import { DISTRIBUTION_OVERLAY_DEFAULTS as defaults, type DistributionOverlayOptions } from './options';
import type { BarsPicture, BinsPicture, Picture } from './picture';
import { prepare } from './prepare';

function table(columns: Record<string, unknown[]>): DataFrame {
  return toDataFrame({
    refId: 'A',
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      type: values.some((value) => typeof value === 'string') ? FieldType.string : FieldType.number,
      values,
    })),
  });
}

function prepared(frames: readonly DataFrame[], options: Partial<DistributionOverlayOptions> = {}) {
  const result = prepare(frames, { ...defaults, ...options });
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  return { pictures: result.data.pictures, notes: result.notes };
}

function one(columns: Record<string, unknown[]>, options: Partial<DistributionOverlayOptions> = {}): Picture {
  const [picture] = prepared([table(columns)], options).pictures;
  return picture as Picture;
}

const warning = (frames: readonly DataFrame[]): string => {
  const result = prepare(frames, defaults);
  return 'warning' in result ? result.warning : '';
};

describe('numeric features', () => {
  test('bins with their parts of PSI; empty cells count as half an observation where rows are known', () => {
    const picture = one({
      upper: [10, 20, 30, null],
      rows_reference: [25, 50, 25, 0],
      rows_current: [0, 5, 4, 1],
    }) as BinsPicture;
    expect(picture.bins.map(({ lower, upper }) => [lower, upper])).toEqual([
      [10, 20],
      [20, 30],
    ]);
    expect(picture.below).toMatchObject({ upper: 10, reference: 0.25, current: 0 });
    expect(picture.below?.contribution).toBeCloseTo((0.05 - 0.25) * Math.log(0.05 / 0.25), 12);
    expect(picture.above).toMatchObject({ lower: 30, reference: 0, current: expect.closeTo(0.1, 12) });
    expect(picture.above?.contribution).toBeCloseTo((0.1 - 0.005) * Math.log(0.1 / 0.005), 12);
    expect(picture.bins[0]?.contribution).toBeCloseTo(0, 12);
  });

  test('without row counts they are new or gone', () => {
    const picture = one({ upper: [10, 20, null], reference: [0.5, 0.5, 0], current: [0, 0.5, 0.5] }) as BinsPicture;
    expect(picture.below?.contribution).toBe('gone');
    expect(picture.above?.contribution).toBe('new');
    expect(picture.drawnScore).toBe(0);
  });

  test('outer bins that are empty on both sides join the outer cells, which are not drawn when empty', () => {
    const picture = one({
      lower: [0, 10, 20, 30],
      upper: [10, 20, 30, 40],
      reference: [0, 0.5, 0.5, 0],
      current: [0, 1, 0, 0],
    }) as BinsPicture;
    expect(picture.bins).toHaveLength(2);
    expect([picture.below, picture.above]).toEqual([undefined, undefined]);
  });

  test('different edges: the finest cells that both sides tell', () => {
    const frame = (dataset: string, uppers: number[], counts: number[]) =>
      table({ dataset: uppers.map(() => dataset), upper: [...uppers], count: counts });
    const { pictures } = prepared([
      frame('reference', [0, 10, 20, 30], [0, 4, 4, 2]),
      frame('current', [0, 20, 25, 30], [0, 6, 2, 2]),
    ]);
    const [picture] = pictures as readonly BinsPicture[];
    expect(picture?.bins.map(({ upper, reference, current }) => [upper, reference, current])).toEqual([
      [20, 0.8, 0.6],
      [30, expect.closeTo(0.2, 12), expect.closeTo(0.4, 12)],
    ]);
  });

  test('no edge in common is said', () => {
    const frame = (dataset: string, edge: number) =>
      table({ dataset: [dataset, dataset], upper: [edge, Infinity], count: [4, 4] });
    const { pictures, notes } = prepared([frame('reference', 1), frame('current', 2)]);
    expect(pictures[0]).toMatchObject({ kind: 'bars', bars: [{ name: 'all values', reference: 1, current: 1 }] });
    expect(notes).toEqual(['Reference and current share no edge, so that their cells cannot be compared.']);
  });

  test('two unbounded cells become bars, a single one too', () => {
    const two = one({ upper: [5, null], reference: [1, 3], current: [2, 2] }) as BarsPicture;
    expect(two.bars.map(({ name }) => name)).toEqual(['≤ 5', '> 5']);
    const single = one({
      upper: [null],
      lower: [null],
      kind: ['numeric'],
      reference: [3],
      current: [2],
    }) as BarsPicture;
    expect(single.bars.map(({ name }) => name)).toEqual(['all values']);
  });

  test('a logarithmic axis only where all edges are positive', () => {
    const columns = (low: number) => ({ lower: [low, 10], upper: [10, 100], reference: [1, 1], current: [1, 2] });
    expect(prepared([table(columns(1))], { axis: 'log' }).notes).toEqual([]);
    expect(prepared([table(columns(0))], { axis: 'log' }).notes).toEqual(['Linear axis: not all edges are positive.']);
  });
});

describe('categorical features', () => {
  const columns = {
    category: ['a', 'b', 'c', 'd', 'other', 'unseen'],
    reference: [40, 30, 20, 5, 5, 0],
    current: [40, 20, 5, 5, 10, 20],
    missing_ratio_reference: [0, 0, 0, 0, 0, 0],
    missing_ratio_current: [0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
  };

  test('by change, then what stands for several', () => {
    const { bars } = one(columns) as BarsPicture;
    expect(bars.map(({ name }) => name)).toEqual(['c', 'b', 'a', 'd', 'other', 'unseen', 'missing']);
  });

  test('the rest are added up, and a single one is not', () => {
    const two = one(columns, { categories: 2 }) as BarsPicture;
    expect(two.bars.slice(0, 3)).toMatchObject([
      { name: 'c' },
      { name: 'b' },
      { name: '2 more', role: 'rest', count: 2, reference: 0.45, current: 0.45 },
    ]);
    const three = one(columns, { categories: 3 }) as BarsPicture;
    expect(three.bars.slice(0, 4).map(({ name }) => name)).toEqual(['c', 'b', 'a', 'd']);
  });
});

describe('many features', () => {
  const cells = (feature: string, shift: number, more: Record<string, unknown> = {}) =>
    [1, 2, 3].map((upper) => ({ feature, upper, reference: 10, current: 10 + shift * (upper - 2), ...more }));
  const frameOf = (rows: ReadonlyArray<Record<string, unknown>>) =>
    table(Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name])])));

  test('by the PSI of the drawn cells', () => {
    const { pictures } = prepared([frameOf([...cells('still', 0), ...cells('wild', 8), ...cells('mild', 3)])]);
    expect(pictures.map(({ name }) => name)).toEqual(['wild', 'mild', 'still']);
  });

  test('by the score where it is given; windows of a feature together, the shortest first', () => {
    const rows = [
      ...cells('a', 9, { psi: 0.1, window: '7d' }),
      ...cells('b', 0, { psi: 0.5, window: '7d' }),
      ...cells('a', 0, { psi: 0.2, window: '90m' }),
      ...cells('b', 1, { psi: 0, window: '1h' }),
    ];
    const { pictures } = prepared([frameOf(rows)]);
    expect(pictures.map(({ name }) => name)).toEqual(['b · 1h', 'b · 7d', 'a · 90m', 'a · 7d']);
  });

  test('2,000 features take hardly more than four times as long as 500', () => {
    const many = (features: number): DataFrame =>
      frameOf(Array.from({ length: features }, (_, index) => cells(`feature ${index}`, index % 9)).flat());
    expect(prepared([many(2000)]).pictures).toHaveLength(2000);
    expect(growth(many, (frame) => prepared([frame]), 500)).toBeLessThan(10);
  });
});

describe('what is missing is said', () => {
  test.each([
    ['nothing', [], 'The queries gave no rows for this time range.'],
    ['no rows', [table({ upper: [], reference: [] })], 'The queries gave no rows for this time range.'],
    ['another metric', [table({ psi: [0.2], feature: ['age'] })], 'It has psi, feature.'],
    ['no numbers', [table({ feature: ['age'] })], 'The data has no numbers, so no distribution.'],
    [
      'cells without values',
      [table({ upper: [1, 2], feature: ['a', 'a'] })],
      'The table of query A has a row a cell (upper), but no cell holds a value.',
    ],
    [
      'values that are texts',
      [table({ category: ['a', 'b'], reference: ['many', 'few'] })],
      'The table of query A has reference, but not as numbers.',
    ],
    [
      'only cells',
      [table({ category: ['a', 'b'] })],
      'The table of query A says which cell a row is (category), but has no columns reference and current.',
    ],
  ] as const)('%s', (_, frames, expected) => {
    expect(warning(frames)).toContain(expected);
  });

  test('one side alone is drawn, with a note', () => {
    const { pictures, notes } = prepared([table({ category: ['a', 'b'], current: [1, 2] })]);
    expect(notes).toEqual(['No reference: current values are drawn alone.']);
    expect(pictures[0]?.drawnScore).toBeUndefined();
  });
});
