import type { CategorySummary, NumericSummary } from '../../exporter/src/sources/source.js';
import { MAX_CATEGORIES, MAX_DISTINCT } from '../../exporter/src/sources/source.js';
import { expectClose } from './expectCounts.js';
import { columnFixture, held, randomNumbers, type Value } from './fixture.js';
import type { Access } from './testSource.js';

/** NumPy's `percentile` with its default method, from sorted values. */
function percentile(sorted: readonly number[], share: number): number {
  const rank = share * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? NaN;
  const high = sorted[Math.ceil(rank)] ?? NaN;
  const part = rank - Math.floor(rank);
  return low * (1 - part) + high * part;
}

/** Percentiles in order, each of a rank within a hundredth of the rows of its own. */
function expectNear(percentiles: Float64Array, sorted: readonly number[], shares: readonly number[]): void {
  expect(percentiles).toHaveLength(shares.length);
  expect([...percentiles].sort((a, b) => a - b)).toEqual([...percentiles]);
  shares.forEach((share, index) => {
    expect(percentiles[index]).toBeGreaterThanOrEqual(percentile(sorted, Math.max(0, share - 0.01)));
    expect(percentiles[index]).toBeLessThanOrEqual(percentile(sorted, Math.min(1, share + 0.01)));
  });
}

const random = randomNumbers(5);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const spread = Array.from({ length: 4_000 }, normal);
const huge = Array.from({ length: 3_000 }, () => normal() * 4e307);
const cases: [string, readonly Value[]][] = [
  ['few values', [3, 1, 2, 2, null, NaN, 7, 7, 7, 1]],
  ['one row', [4.25]],
  ['two rows', [10, 20]],
  ['a constant', Array.from({ length: 50 }, () => 0.1)],
  ['nothing but null', [null, null]],
  ['nothing but NaN and infinities', [NaN, Infinity, -Infinity]],
  ['infinities', [Infinity, 1, 2, -Infinity, 3, Infinity]],
  ['exactly a thousand values', Array.from({ length: 1_500 }, (_, index) => (index % MAX_DISTINCT) / 8)],
  ['a thousand and one', Array.from({ length: 1_500 }, (_, index) => (index % (MAX_DISTINCT + 1)) / 8)],
  ['many values', [...spread, null, NaN, Infinity]],
  [
    'many values and heavy ones',
    [...spread, ...Array.from({ length: 1_000 }, () => 0), ...Array.from({ length: 900 }, () => -999)],
  ],
  [
    'a heavy value that is the least, after few values',
    [...Array.from({ length: 6_000 }, () => -5), ...spread.map(Math.abs)],
  ],
  ['far from zero', spread.map((number) => 1.7e9 + number)],
  ['large numbers', huge],
  ['large and few', [1e308, -1e308, 1.5e308, 1e308, 1, 5e-324]],
  ['large and small', [...huge, ...spread.map((number) => number * 1e-300), 5e-324]],
  ['tiny numbers', spread.map((number) => number * 1e-140)],
];

export function testSummaries(access: Access): void {
  test.each(cases)('summary of %s', async (_, all) => {
    const { source, load } = access();
    const values = held(all, source.capabilities);
    if (values === undefined) return;
    const relation = await load(columnFixture(values, 'double'));
    const [summary] = (await source.summarise({ relation }, [{ name: 'value', kind: 'numeric' }])) as [
      NumericSummary,
    ];
    const numbers = values.map((value) => (typeof value === 'number' ? value : NaN));
    const finite = numbers.filter(Number.isFinite).sort((a, b) => a - b);
    const distinct = [...new Set(finite)];
    expect(summary).toMatchObject({
      kind: 'numeric',
      feature: 'value',
      rows: values.length,
      missing: numbers.filter(Number.isNaN).length,
      infinite: numbers.filter((number) => Math.abs(number) === Infinity).length,
      minimum: finite[0] ?? NaN,
      maximum: finite[finite.length - 1] ?? NaN,
    });
    const count = (value: number): number => finite.filter((other) => other === value).length;
    const heavy = distinct.flatMap((value, index) => {
      const previous = distinct[index - 1];
      if (count(value) <= finite.length / 10) return [];
      return [previous === undefined ? { value } : { value, previous }];
    });
    expect(summary.heavy).toEqual(heavy);
    if (distinct.length <= MAX_DISTINCT) {
      expect(summary.distinctCount).toBe(distinct.length);
      expect(Array.from(summary.distinct ?? [])).toEqual(distinct);
    } else {
      expect(summary.distinctCount).toBeGreaterThan(MAX_DISTINCT);
      expect(summary.distinct).toBeUndefined();
    }
    const shares = finite.length === 0 ? [] : Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
    if (source.capabilities.exactPercentiles || distinct.length <= MAX_DISTINCT) {
      expectClose(
        summary.percentiles,
        shares.map((share) => percentile(finite, share)),
      );
    } else expectNear(summary.percentiles, finite, shares);
    const unit = Math.max(...finite.map(Math.abs), Number.MIN_VALUE);
    // relative to one of the values, so that nothing cancels
    const origin = (finite[0] ?? NaN) / unit;
    const scaled = finite.map((number) => number / unit - origin);
    const mean = scaled.reduce((sum, number) => sum + number, 0) / finite.length;
    const variance = scaled.reduce((sum, number) => sum + (number - mean) ** 2, 0) / finite.length;
    expectClose([summary.mean / unit, 1], [mean + origin, 1]);
    expectClose([summary.deviation / unit], [Math.sqrt(variance)], 1e-7);
    expectClose([summary.deviation / unit, 1], [Math.sqrt(variance), 1]);
  });

  test('a summary of each of many features', async () => {
    const { source, load } = access();
    const columns = Array.from({ length: 30 }, (_, index) => ({
      name: `c${index}`,
      type: 'double' as const,
    }));
    const relation = await load({
      columns,
      rows: [columns.map((_, index) => index), columns.map((_, index) => -index)],
    });
    const summaries = await source.summarise(
      { relation },
      columns.map(({ name }) => ({ name, kind: 'numeric' })),
    );
    expect(summaries.map(({ feature }) => feature)).toEqual(columns.map(({ name }) => name));
    expect(summaries.map((summary) => summary.kind === 'numeric' && summary.maximum)).toEqual(
      columns.map((_, index) => index),
    );
  });

  test('categories by count, then in code-point order', async () => {
    const { source, load } = access();
    // UTF-16 would put the emoji before the half-width stop
    const texts = ['b', 'b', '｡', '😀', 'é', 'Z', 'a', '', 'a ', null, null, 'B', 'b'];
    const relation = await load(columnFixture(texts, 'text'));
    const [summary] = (await source.summarise({ relation }, [{ name: 'value', kind: 'categorical' }])) as [
      CategorySummary,
    ];
    expect(summary).toEqual({
      kind: 'categorical',
      feature: 'value',
      rows: 13,
      missing: 2,
      distinctCount: 9,
      categories: [
        { name: 'b', count: 3 },
        ...['', 'B', 'Z', 'a', 'a ', 'é', '｡', '😀'].map((name) => ({ name, count: 1 })),
      ],
    });
  });

  test('of more than ten thousand categories the largest are told, and how many there are', async () => {
    const { source, load } = access();
    const texts = Array.from(
      { length: MAX_CATEGORIES + 500 },
      (_, index) => `c${String(index).padStart(6, '0')}`,
    );
    const relation = await load(columnFixture([...texts, 'c010300', null], 'text'));
    const [summary] = (await source.summarise({ relation }, [{ name: 'value', kind: 'categorical' }])) as [
      CategorySummary,
    ];
    expect(summary).toMatchObject({
      rows: MAX_CATEGORIES + 502,
      missing: 1,
      distinctCount: MAX_CATEGORIES + 500,
    });
    expect(summary.categories).toHaveLength(MAX_CATEGORIES);
    expect(summary.categories.slice(0, 2)).toEqual([
      { name: 'c010300', count: 2 },
      { name: 'c000000', count: 1 },
    ]);
  });

  test('categories of a table without rows', async () => {
    const { source, load } = access();
    if (!source.capabilities.emptyColumns) return;
    const relation = await load(columnFixture([], 'text'));
    const [summary] = await source.summarise({ relation }, [{ name: 'value', kind: 'categorical' }]);
    expect(summary).toMatchObject({ rows: 0, missing: 0, distinctCount: 0, categories: [] });
  });
}
