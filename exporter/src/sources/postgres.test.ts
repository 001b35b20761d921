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
    expect(inspect(source, { depth: 20, showHidden: true })).not.toContain(new URL(database.url).password);
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
    const cut = open({ poolSize: 1 });
    expect(await cut.rowCount({ relation: { table: 'numbers' } })).toBe(500);
    const relation = { query: 'SELECT pg_terminate_backend(pg_backend_pid())::text AS value' };
    const error = await failure(cut.summarise({ relation }, [{ name: 'value', kind: 'categorical' }]));
    expect(error.code).toBe('source_unreachable');
    expect(await cut.rowCount({ relation: { table: 'numbers' } })).toBe(500);
  });

  test('never more connections than the pool has', async () => {
    const small = open({ poolSize: 2 });
    const query = `SELECT count(*)::float8 AS value FROM pg_stat_activity, pg_sleep(0.01)
      WHERE application_name = 'drift-exporter shop' AND datname = current_database() AND state = 'active'`;
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
