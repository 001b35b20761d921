import { inspect } from 'node:util';
import { createTestDatabase, type TestDatabase } from '../../../test/services/postgresDatabase.js';
import { DriftError } from '../errors.js';
import { createPostgresSource, type PostgresOptions } from './postgres.js';
import type { Feature, NumericSummary, Source } from './source.js';

let database: TestDatabase;
let source: Source;
const others: Source[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  source = createPostgresSource({ name: 'shop', url: database.url });
  await database.query(
    'CREATE TABLE numbers AS SELECT i::float8 AS value, i % 7 AS code FROM generate_series(1, 500) AS i',
  );
});

afterAll(async () => {
  await Promise.all([source, ...others].map((opened) => opened.close()));
  await database.drop();
});

function open(options: Partial<PostgresOptions>): Source {
  const opened = createPostgresSource({ name: 'shop', url: database.url, ...options });
  others.push(opened);
  return opened;
}

async function failure(work: Promise<unknown>): Promise<DriftError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof DriftError)) throw new Error(`expected a DriftError, got ${inspect(error)}`);
  expect(error.message).toMatch(/^source shop\b/);
  expect(error.detail).toMatch(/^[^A-Z]|^PostgreSQL/);
  expect(error.detail).not.toMatch(/\.$/);
  expect(error.message).not.toContain('\n');
  return error;
}

describe('connections', () => {
  test('a server that is down', async () => {
    const error = await failure(open({ host: '127.0.0.1', port: 1 }).columns({ table: 'numbers' }));
    expect(error).toMatchObject({
      code: 'source_unreachable',
      message: expect.stringContaining('127.0.0.1:1/'),
    });
  });

  test('a database that is not there', async () => {
    const error = await failure(open({ database: 'no such' }).columns({ table: 'numbers' }));
    expect(error).toMatchObject({
      code: 'source_unreachable',
      message: expect.stringContaining('"no such"'),
    });
  });

  test('a wrong password is refused and never printed', async () => {
    const error = await failure(open({ password: 'wrong-hunter2' }).columns({ table: 'numbers' }));
    expect(error.code).toBe('source_denied');
    expect(error.message).toContain('"drift"');
    const everything = `${inspect(error, { depth: 20, showHidden: true })} ${error.stack} ${JSON.stringify(error)}`;
    expect(everything).not.toContain('hunter2');
    expect(everything).not.toContain(new URL(database.url).password);
  });

  test('a bad url is not printed, it may hold a password', () => {
    expect.assertions(2);
    try {
      createPostgresSource({ name: 'shop', url: 'postgres://drift:hunter2@:not a port/x' });
    } catch (error) {
      expect(error).toMatchObject({ code: 'config_invalid' });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('hunter2');
    }
  });

  test('a connection that is cut is replaced', async () => {
    const cut = open({ name: 'shop', poolSize: 1 });
    expect(await cut.rowCount({ relation: { table: 'numbers' } })).toBe(500);
    const suicide = { query: 'SELECT pg_terminate_backend(pg_backend_pid()) AS value' };
    expect(
      (
        await failure(
          cut
            .rowCount({ relation: suicide })
            .then(() => cut.summarise({ relation: suicide }, [{ name: 'value', kind: 'categorical' }])),
        )
      ).code,
    ).toBe('source_unreachable');
    expect(await cut.rowCount({ relation: { table: 'numbers' } })).toBe(500);
  });

  test('never more connections than the pool has', async () => {
    const small = open({ name: 'shop', poolSize: 2 });
    const query =
      `SELECT count(*)::float8 AS value FROM pg_stat_activity WHERE application_name = 'drift-exporter shop' AND datname = current_database() AND state = 'active', pg_sleep(0.01)`
        .replace(' FROM pg_stat_activity WHERE', ' FROM pg_stat_activity, pg_sleep(0.01) WHERE')
        .replace(/, pg_sleep\(0\.01\)$/, '');
    const features = Array.from({ length: 12 }, (_, index): Feature => ({
      name: `f${index}`,
      kind: 'numeric',
      expression: `value + ${index} * 0`,
    }));
    const runs = await Promise.all([1, 2].map(() => small.summarise({ relation: { query } }, features)));
    const active = runs.flat().map((summary) => (summary as NumericSummary).maximum);
    expect(Math.max(...active)).toBeLessThanOrEqual(2);
  });
});

describe('queries', () => {
  test('a statement that takes too long', async () => {
    const hasty = open({ statementTimeoutMs: 100 });
    const error = await failure(
      hasty.rowCount({ relation: { query: 'SELECT 1 AS value FROM pg_sleep(20)' } }),
    );
    expect(error).toMatchObject({
      code: 'source_timeout',
      message: expect.stringMatching(/within 0\.1 s.*statement_timeout/),
    });
    expect(await hasty.rowCount({ relation: { table: 'numbers' } })).toBe(500);
  });

  test('a missing table, with those of a similar name', async () => {
    const error = await failure(source.columns({ table: 'Numbers' }));
    expect(error).toMatchObject({
      code: 'input_missing',
      message: expect.stringContaining('there is public.numbers'),
    });
    expect((await failure(source.columns({ table: 'absent' }))).code).toBe('input_missing');
    expect((await failure(source.columns({ query: 'SELECT * FROM absent' }))).code).toBe('input_missing');
  });

  test('a missing column, with those there are', async () => {
    const error = await failure(
      source.summarise({ relation: { table: 'numbers' } }, [{ name: 'valeu', kind: 'numeric' }]),
    );
    expect(error).toMatchObject({
      code: 'column_missing',
      message: expect.stringMatching(/feature "valeu".*"value", "code"/),
    });
  });

  test('the feature whose expression is wrong is named', async () => {
    const features: Feature[] = [
      { name: 'value', kind: 'numeric' },
      { name: 'good', kind: 'numeric', expression: 'value + 1' },
      { name: 'bad', kind: 'numeric', expression: 'absent + 1' },
    ];
    const error = await failure(source.summarise({ relation: { table: 'numbers' } }, features));
    expect(error).toMatchObject({
      code: 'column_missing',
      message: expect.stringMatching(/feature "bad".*absent/),
    });
    const syntax = [{ name: 'bad', kind: 'numeric' as const, expression: 'value +' }];
    expect((await failure(source.summarise({ relation: { table: 'numbers' } }, syntax))).message).toContain(
      'feature "bad"',
    );
  });

  test.each([
    ['a truth value', 'value > 3', 'boolean'],
    ['text', `'x' || value`, 'text'],
    ['a time', 'now()', 'timestamp'],
  ])('%s is no number', async (_, expression, type) => {
    const features: Feature[] = [{ name: 'f', kind: 'numeric', expression }];
    const error = await failure(source.summarise({ relation: { table: 'numbers' } }, features));
    expect(error).toMatchObject({
      code: 'column_type',
      message: expect.stringContaining(`feature "f": is ${type}`),
    });
  });

  test('an error in a row names the feature', async () => {
    const features: Feature[] = [{ name: 'ratio', kind: 'numeric', expression: 'value / (code - 3)' }];
    const error = await failure(source.summarise({ relation: { table: 'numbers' } }, features));
    expect(error.message).toMatch(/feature "ratio".*division by zero/);
  });

  test('files are for another source', async () => {
    expect((await failure(source.columns({ files: ['a.csv'] }))).code).toBe('config_invalid');
  });

  test.each(['text', 'time', 'int'])('a timestamp column that is %s', async (type) => {
    const relation = { query: `SELECT NULL::${type} AS at` };
    const error = await failure(source.rowCount({ relation, timestampColumn: 'at', from: new Date() }));
    expect(error).toMatchObject({ code: 'column_type', message: expect.stringContaining('"at"') });
  });
});

describe('rights', () => {
  test('a source only reads', async () => {
    await database.query('CREATE SEQUENCE tickets; CREATE TABLE written (i int)');
    const error = await failure(
      source.summarise({ relation: { query: `SELECT nextval('tickets') AS value` } }, [
        { name: 'value', kind: 'numeric' },
      ]),
    );
    expect(error).toMatchObject({ code: 'source_failed', message: expect.stringContaining('read-only') });
    const two = { query: 'SELECT 1 AS value) AS a; INSERT INTO written VALUES (1); SELECT (1' };
    expect((await failure(source.columns(two))).code).toBe('source_failed');
    expect(await source.rowCount({ relation: { table: 'written' } })).toBe(0);
  });

  test('a role without the right to read', async () => {
    const role = `reader_${new URL(database.url).pathname.slice(1)}`;
    await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p@:/%?# ü'`);
    const reader = open({ user: role, password: 'p@:/%?# ü' });
    const error = await failure(reader.rowCount({ relation: { table: 'numbers' } }));
    expect(error).toMatchObject({ code: 'source_denied', message: expect.stringContaining(role) });
    await database.query(`GRANT SELECT ON numbers TO ${role}`);
    expect(await reader.rowCount({ relation: { table: 'numbers' } })).toBe(500);
    await database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
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
