import type { Feature, NumericCells } from '../../exporter/src/sources/source.js';
import { expectCounts } from './expectCounts.js';
import { columnFixture, held, randomNumbers, type Value } from './fixture.js';
import { expectedCounts } from './oracle.js';
import type { Access } from './testSource.js';

const value: Feature = { name: 'value', kind: 'numeric' };

function numericCells(edges: readonly number[], other: Partial<NumericCells> = {}): NumericCells {
  const sides = { minimum: edges[0] ?? NaN, maximum: edges[edges.length - 1] ?? NaN };
  return { kind: 'numeric', edges: Float64Array.from(edges), center: 0, scale: 1, ...sides, ...other };
}

/** A value, and its neighbours among the doubles. */
function around(edge: number): number[] {
  const step = Math.max(Math.abs(edge) * Number.EPSILON, Number.MIN_VALUE);
  return [edge - step, edge, edge + step];
}

export function testNumbers(access: Access): void {
  async function check(values: readonly Value[], cells: NumericCells, feature = value): Promise<void> {
    const { source, load } = access();
    const kept = held(values, source.capabilities);
    if (kept === undefined) return;
    const relation = await load(columnFixture(kept, 'double'));
    const counts = await source.count({ selection: { relation }, features: [{ feature, cells }] });
    const rows = kept.map((number) => ({ value: number as number | null }));
    expectCounts(counts, expectedCounts(feature.name, cells, rows), source.capabilities);
  }

  test('a value on an edge lies in the cell below it', async () => {
    const edges = [-1e9, -3.3, -1, 0, 0.1, 0.3, 1, 2.5, 1.7e9];
    await check([...edges.flatMap(around), -0], numericCells(edges, { center: 0.25, scale: 3 }));
  });

  test('null and NaN are missing, infinities lie in the outer cells', async () => {
    await check([null, NaN, 1, Infinity, null, -Infinity, Infinity, NaN, 5, -7], numericCells([0, 2, 4]));
  });

  test('a column without any value has only missing rows', async () => {
    await check([null, NaN, null], numericCells([0, 2, 4]));
  });

  test('a table without rows has counts of zero', async () => {
    await check([], numericCells([0, 2, 4]));
  });

  test('a grid without edges is one cell', async () => {
    await check([null, 1, 2, -Infinity], numericCells([]));
  });

  test('below the minimum and above the maximum is counted, on them is not', async () => {
    const cells = numericCells([0, 1, 2, 3], { minimum: 0.5, maximum: 2.5 });
    await check([...around(0.5), ...around(2.5), 0, 3, -Infinity, Infinity, null, 1.5], cells);
  });

  test('with all distinct values known, another one in range is unseen', async () => {
    const distinct = Float64Array.from([-2, 0, 1, 1.5, 4]);
    const cells = numericCells([-3, -2, 0, 1, 1.5, 3, 4], { distinct, minimum: -2, maximum: 4 });
    await check(
      [...[...distinct].flatMap(around), 2, 3, -1, -2.5, 7, null, NaN, Infinity, -Infinity, -0],
      cells,
    );
  });

  test('sums keep their digits far from zero', async () => {
    const random = randomNumbers(7);
    const values = Array.from({ length: 500 }, () => 1.7e9 + Math.round(random() * 2000) / 1000);
    await check(values, numericCells([1.7e9, 1.7e9 + 0.5, 1.7e9 + 1], { center: 1.7e9 + 1, scale: 0.577 }));
  });

  test('numbers near the ends of double precision', async () => {
    const values = [
      1e308,
      1e308,
      -1e308,
      1.6e308,
      -1.6e308,
      1e-308,
      5e-324,
      -5e-324,
      1e200,
      1e-200,
      0,
      3,
      null,
      Infinity,
    ];
    await check(values, numericCells([-1e308, -1, 0, 5e-324, 1, 1e200, 1e308]));
    await check(
      values,
      numericCells([-1e308, 0, 1e308], { center: 1e307, scale: 1e308, minimum: -1e308, maximum: 1e308 }),
    );
    await check(
      [1e-200, 3e-200, -1e-200, 2e-200],
      numericCells([0, 2e-200], { center: 1e-200, scale: 1e-200 }),
    );
  });

  test('an edge at each of a thousand values', async () => {
    const edges = Array.from({ length: 1000 }, (_, index) => index * 0.1);
    const cells = numericCells(edges, { distinct: Float64Array.from(edges), center: 50, scale: 29 });
    const random = randomNumbers(11);
    await check(
      Array.from({ length: 3000 }, (_, index) =>
        index % 3 === 0 ? random() * 110 - 5 : Math.floor(random() * 1100) * 0.1,
      ),
      cells,
    );
  });

  test('whole numbers, and many features at once', async () => {
    const { source, load } = access();
    const columns = Array.from({ length: 70 }, (_, index) => ({
      name: `c${index}`,
      type: 'bigint' as const,
    }));
    const rows = Array.from({ length: 40 }, (_, row) => columns.map((_, column) => (row * column) % 17));
    const relation = await load({ columns, rows });
    const cells = numericCells([0, 4, 8, 12], { center: 8, scale: 5 });
    const features = columns.map(({ name }) => ({ feature: { name, kind: 'numeric' as const }, cells }));
    const expected = columns.map(({ name }, column) =>
      expectedCounts(
        name,
        cells,
        rows.map((row) => ({ value: row[column] ?? null })),
      ),
    );
    expectCounts(
      await source.count({ selection: { relation }, features }),
      expected.flat(),
      source.capabilities,
    );
  });

  test('an expression is counted as a column is', async () => {
    const { source, load } = access();
    if (!source.capabilities.expressions) return;
    const values = [1, 2, null, 3, NaN, 10];
    const relation = await load(columnFixture(values, 'double'));
    const feature: Feature = { name: 'doubled', kind: 'numeric', expression: '"value" * 2 -- twice' };
    const cells = numericCells([2, 5], { maximum: 18 });
    const doubled = values.map((number) => ({ value: number === null ? null : number * 2 }));
    expectCounts(
      await source.count({ selection: { relation }, features: [{ feature, cells }] }),
      expectedCounts('doubled', cells, doubled),
      source.capabilities,
    );
    const [summary] = await source.summarise({ relation }, [feature]);
    expect(summary).toMatchObject({ rows: 6, missing: 2, minimum: 2, maximum: 20, mean: 8 });
  });
}
