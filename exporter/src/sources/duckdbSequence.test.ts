import { createDuckDBSource } from './duckdb.js';
import type { Source } from './source.js';

let source: Source;
beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 2 });
});
afterAll(() => source.close());

async function valuesOf(query: string, expression: string, to?: Date): Promise<[number, number][]> {
  const found: [number, number][] = [];
  const selection = { relation: { query }, timestampColumn: 'at', ...(to && { to }) };
  await source.sequence?.(selection, expression, (times, values) =>
    times.forEach((time, index) => found.push([time, values[index] ?? NaN])),
  );
  return found;
}

const rows = `SELECT * FROM (VALUES (TIMESTAMP '1970-01-01 00:00:03', 5), (TIMESTAMP '1970-01-01 00:00:01', 2),
  (NULL, 9), (TIMESTAMP '1970-01-01 00:00:02', NULL), (TIMESTAMP '1970-01-01 00:00:03', 4)) AS v ("at", x)`;

test('values come in the order of time, and in their own where the time is one', async () => {
  expect(await valuesOf(rows, 'x * 10')).toEqual([
    [1_000, 20],
    [3_000, 40],
    [3_000, 50],
  ]);
});

test('of a range of time only', async () => {
  expect(await valuesOf(rows, 'x', new Date(3_000))).toEqual([[1_000, 2]]);
});

test('a column that is not there is an error of the source', async () => {
  await expect(valuesOf(rows, 'y')).rejects.toThrow('y');
});

test('more rows than a chunk holds keep their order', async () => {
  const many = `SELECT to_timestamp(100000 - i) AS "at", i AS x FROM range(50000) t(i)`;
  const found = await valuesOf(many, 'x');
  expect(found).toHaveLength(50_000);
  expect(found.every(([, x], index) => x === 49_999 - index)).toBe(true);
});
