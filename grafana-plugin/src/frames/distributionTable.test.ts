import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import type { Distribution } from './distribution';
import { readDistributions } from './distributions';

const NOW = 1_774_915_200_000;

function table(columns: Record<string, unknown[]>, refId = 'A'): DataFrame {
  const typeOf = (name: string, values: unknown[]): FieldType =>
    /time|window_end/i.test(name)
      ? FieldType.time
      : values.some((value) => typeof value === 'string')
        ? FieldType.string
        : FieldType.number;
  return toDataFrame({
    refId,
    fields: Object.entries(columns).map(([name, values]) => ({ name, type: typeOf(name, values), values })),
  });
}

function only(frames: readonly DataFrame[]): Distribution {
  const { distributions } = readDistributions(frames);
  expect(distributions).toHaveLength(1);
  return distributions[0] as Distribution;
}

/** The shares of a side, by the cell's upper edge or name. */
function shares(side: Distribution['reference']): Record<string, number> {
  return Object.fromEntries(
    (side?.cells ?? []).map((cell) => ['name' in cell ? cell.name : cell.upper, Number(cell.share.toFixed(9))])
  );
}

describe('tables', () => {
  test('the view v1_distributions: the newest window of each subject', () => {
    const rows = [NOW - 3_600_000, NOW].flatMap((time) => [
      { time, feature: 'age', lower: null, upper: 30, category: null, reference: 10, current: time === NOW ? 5 : 0 },
      { time, feature: 'age', lower: 30, upper: 40, category: null, reference: 20, current: 5 },
      { time, feature: 'age', lower: 40, upper: null, category: null, reference: 10, current: 0 },
    ]);
    const categories = ['DE', 'unseen'].map((category, index) => ({
      time: NOW - 3_600_000,
      feature: 'country',
      lower: null,
      upper: null,
      category,
      reference: index === 0 ? 40 : 0,
      current: 5,
    }));
    const all = [...rows, ...categories];
    const { distributions } = readDistributions([
      table({
        window_end: all.map(({ time }) => time),
        model: all.map(() => 'm'),
        feature: all.map(({ feature }) => feature),
        window_name: all.map(() => '1h'),
        kind: all.map(({ category }) => (category === null ? 'numeric' : 'categorical')),
        cell_name: all.map(() => 'words'),
        lower_bound: all.map(({ lower }) => lower),
        upper_bound: all.map((row) => row.upper),
        category: all.map(({ category }) => category),
        rows_reference: all.map(({ reference }) => reference),
        rows_current: all.map(({ current }) => current),
        ratio_reference: all.map(() => 0.1),
        missing_ratio_reference: all.map(() => 0.25),
        missing_ratio_current: all.map(() => 0.5),
      }),
    ]);
    const [age, country] = distributions;
    expect(age?.subject).toEqual({ model: 'm', feature: 'age', window: '1h', segment: '' });
    expect(shares(age?.reference)).toEqual({ 30: 0.25, 40: 0.5, Infinity: 0.25 });
    expect(shares(age?.current)).toEqual({ 30: 0.5, 40: 0.5, Infinity: 0 });
    expect(age?.current).toMatchObject({ rows: 10, missing: 0.5 });
    expect(age?.reference).toMatchObject({ rows: 40, missing: 0.25 });
    expect(country?.kind).toBe('categorical');
    expect(shares(country?.current)).toEqual({ DE: 0.5, unseen: 0.5 });
  });

  test.each([
    ['upper, unsorted', { upper: [20, 10, null], reference: [0.5, 0.25, 0.25], current: [5, 3, 2] }],
    ['lower', { lower: [10, null, 20], reference: [2, 1, 1], current: [50, 30, 20] }],
    ['bucket of edges', { bucket: ['20', '10', '+Inf'], reference: [2, 1, 1], current: [50, 30, 20] }],
    ['cumulative upper', { upper: [10, 20, '+Inf'], reference: [0.25, 0.75, 1], current: [0.3, 0.8, 1] }],
    ['texts', { upper: ['20', '10', '+Inf'], reference: ['2', '1', '1'], current: [5, 3, 2] }],
  ])('any table: %s', (_, columns: Record<string, unknown[]>) => {
    const distribution = only([table(columns)]);
    expect(shares(distribution.reference)).toEqual({ 10: 0.25, 20: 0.5, Infinity: 0.25 });
    expect(shares(distribution.current)).toEqual({ 10: 0.3, 20: 0.5, Infinity: 0.2 });
  });

  test('with a column dataset, as Prometheus’ tables have; `le` may be a number there', () => {
    const frame = table({
      Time: [NOW, NOW, NOW, NOW],
      dataset: ['reference', 'reference', 'current', 'current'],
      feature: ['age', 'age', 'age', 'age'],
      le: [1, Infinity, 1, Infinity],
      Value: [5, 20, 4, 8],
    });
    const distribution = only([frame]);
    expect(shares(distribution.reference)).toEqual({ 1: 0.25, Infinity: 0.75 });
    expect(shares(distribution.current)).toEqual({ 1: 0.5, Infinity: 0.5 });
  });

  test('gaps, overlaps, cells without width or number', () => {
    const { distributions, problems } = readDistributions([
      table({
        lower: [0, 20, 5, 7, 30],
        upper: [10, 30, 15, 7, 40],
        current: [1, 1, 9, 9, null],
      }),
    ]);
    expect(shares(distributions[0]?.current)).toEqual({ 0: 0, 10: 0.5, 20: 0, 30: 0.5, 40: 0, Infinity: 0 });
    expect(problems).toEqual([
      'Cells without width or over others are left out: 2.',
      'Cells without a number, or below zero, are taken as empty: 1.',
    ]);
  });

  test('percentages are shares, and no row counts', () => {
    const { reference, current } = only([table({ category: ['a', 'b'], reference: [60, 40], current: [6, 5] })]);
    expect(reference).toMatchObject({ rows: undefined });
    expect(current).toMatchObject({ rows: 11 });
    expect(shares(reference)).toEqual({ a: 0.6, b: 0.4 });
  });
});
