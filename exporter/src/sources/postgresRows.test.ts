import { createTestDatabase, type TestDatabase } from '../../../test/services/postgresDatabase.js';
import { createPostgresSource } from './postgres.js';
import type { Feature, Source } from './source.js';

let database: TestDatabase;
let source: Source;

beforeAll(async () => {
  database = await createTestDatabase();
  source = createPostgresSource({ name: 'shop', url: database.url });
  await database.query(
    'CREATE TABLE numbers AS SELECT i::float8 AS value, i % 7 AS code FROM generate_series(1, 500) AS i',
  );
});

afterAll(async () => {
  await source.close();
  await database.drop();
});

describe('tables and types', () => {
  test('names with a schema, with dots and both', async () => {
    await database.query(`CREATE SCHEMA "my.schema"; CREATE TABLE "my.schema"."my.table" AS SELECT 1 AS a;
      CREATE TABLE "my.schema" AS SELECT 1 AS b; CREATE TABLE "dotted.name" AS SELECT 1 AS c; CREATE SCHEMA dotted;
      CREATE TABLE "GRÖẞE ""x""" AS SELECT 1 AS d`);
    const names = async (table: string): Promise<string[]> =>
      (await source.columns({ table })).map(({ name }) => name);
    expect(await names('my.schema.my.table')).toEqual(['a']);
    expect(await names('my.schema')).toEqual(['b']);
    expect(await names('dotted.name')).toEqual(['c']);
    await database.query('CREATE TABLE dotted.name AS SELECT 1 AS e');
    expect(await names('dotted.name')).toEqual(['e']);
    expect(await names('public.numbers')).toEqual(['value', 'code']);
    expect(await names('GRÖẞE "x"')).toEqual(['d']);
  });

  test('kinds of types', async () => {
    await database.query(`CREATE TYPE mood AS ENUM ('fine', 'bad'); CREATE DOMAIN price AS numeric(8, 2)`);
    const types = {
      numeric: ['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'numeric(6,2)', 'price'],
      categorical: ['bool', 'text', 'varchar(9)', 'char(3)', 'uuid', 'mood', 'name'],
      timestamp: ['timestamp', 'timestamptz', 'date', 'time', 'timestamp(3)'],
      unsupported: ['json', 'jsonb', 'bytea', 'int4[]', 'text[]', 'timestamp[]', 'interval', 'inet', 'point'],
    };
    for (const [kind, names] of Object.entries(types)) {
      const query = `SELECT ${names.map((name, index) => `NULL::${name} AS c${index}`).join(', ')}`;
      const columns = await source.columns({ query });
      expect(columns.map((column) => [column.type, column.kind])).toEqual(
        columns.map(({ type }) => [type, kind]),
      );
      expect(columns.map(({ integer }) => integer)).toEqual(
        names.map((name) => name.startsWith('int') && !/\[|interval/.test(name)).map((integer) => integer),
      );
    }
  });

  test('decimals with NaN and infinity, enums and fixed-length text', async () => {
    const query = `SELECT * FROM (VALUES (1.5::numeric, 'fine'::char(6)), ('NaN', 'bad'), (NULL, NULL)) AS v (amount, word);`;
    const [amount, word] = await source.summarise({ relation: { query } }, [
      { name: 'amount', kind: 'numeric' },
      { name: 'word', kind: 'categorical' },
    ]);
    expect(amount).toMatchObject({ rows: 3, missing: 2, mean: 1.5 });
    expect(word).toMatchObject({
      missing: 1,
      categories: [
        { name: 'bad', count: 1 },
        { name: 'fine', count: 1 },
      ],
    });
  });

  test('joint sums beside numbers that underflow, and joint sums that overflow', async () => {
    const query = `SELECT * FROM (VALUES (1e-200::float8, 3.5::float8), (2e-200, -1), (3, 1e308), (3, 1.5e308)) AS v (value, label)`;
    const cells = {
      kind: 'numeric' as const,
      edges: Float64Array.from([1]),
      center: 0,
      scale: 1,
      minimum: 0,
      maximum: 6,
    };
    const [counts] = await source.count({
      selection: { relation: { query } },
      features: [{ feature: { name: 'value', kind: 'numeric' }, cells }],
      joint: [{ name: 'label', expression: 'label' }],
    });
    expect(counts?.joint.label).toEqual({
      counts: Float64Array.of(2, 2),
      sums: Float64Array.of(2.5, Infinity),
      missingCount: 0,
      missingSum: 0,
    });
    expect(counts?.sums).toEqual(Float64Array.of(0, 6));
  });

  test('truth as a label counts as one', async () => {
    const query = 'SELECT * FROM (VALUES (1, true), (2, false), (3, NULL), (4, true)) AS v (value, label)';
    const cells = {
      kind: 'numeric' as const,
      edges: Float64Array.from([9]),
      center: 0,
      scale: 1,
      minimum: 0,
      maximum: 6,
    };
    const [counts] = await source.count({
      selection: { relation: { query } },
      features: [{ feature: { name: 'value', kind: 'numeric' }, cells }],
      joint: [{ name: 'label', expression: 'label' }],
    });
    expect(counts?.joint.label).toEqual({
      counts: Float64Array.of(3, 0),
      sums: Float64Array.of(2, 0),
      missingCount: 0,
      missingSum: 0,
    });
  });

  test('more features than a query may have columns', async () => {
    const features = Array.from({ length: 1_700 }, (_, index): Feature => ({
      name: `f${index}`,
      kind: 'numeric',
      expression: `code + ${index}`,
    }));
    const relation = { query: 'SELECT * FROM numbers LIMIT 20 -- a few' };
    const cells = {
      kind: 'numeric' as const,
      edges: Float64Array.from([3]),
      center: 0,
      scale: 1,
      minimum: 0,
      maximum: 6,
    };
    const counts = await source.count({
      selection: { relation },
      features: features.map((feature) => ({ feature, cells })),
    });
    expect(counts).toHaveLength(1_700);
    expect(counts[1]?.rows).toBe(20);
  });

  test('dates are times, at midnight in the given zone', async () => {
    const relation = {
      query: `SELECT date '2024-07-01' + i AS day, i AS value FROM generate_series(0, 2) AS i`,
    };
    const selection = { relation, timestampColumn: 'day', timestampZone: 'Asia/Tokyo' };
    expect(await source.timeRange(selection, new Date('2030-01-01'))).toEqual({
      oldest: new Date('2024-06-30T15:00:00Z'),
      watermark: new Date('2024-07-02T15:00:00Z'),
    });
    expect(
      await source.rowCount({
        ...selection,
        from: new Date('2024-06-30T15:00:00Z'),
        to: new Date('2024-07-01T15:00:00Z'),
      }),
    ).toBe(1);
  });

  test('an infinite time is in no bucket', async () => {
    const relation = {
      query: `SELECT * FROM (VALUES ('infinity'::timestamptz, 1), ('-infinity', 2), ('2024-01-01Z', 3)) AS v (at, value)`,
    };
    const selection = { relation, timestampColumn: 'at' };
    const cells = {
      kind: 'numeric' as const,
      edges: new Float64Array(),
      center: 0,
      scale: 1,
      minimum: 0,
      maximum: 6,
    };
    const counts = await source.count({
      selection,
      features: [{ feature: { name: 'value', kind: 'numeric' }, cells }],
      bucket: 1000,
    });
    expect(counts.map(({ bucketStart, rows }) => [bucketStart, rows])).toEqual([
      [Date.parse('2024-01-01Z'), 1],
    ]);
    expect(await source.timeRange(selection, new Date())).toEqual({
      oldest: new Date('2024-01-01Z'),
      watermark: new Date('2024-01-01Z'),
    });
  });
});
