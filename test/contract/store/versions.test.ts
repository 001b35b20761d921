import pg from 'pg';
import { Secret } from '../../../exporter/src/config/secret.js';
import { SCHEMA_VERSION } from '../../../exporter/src/store/migrate.js';
import { postgresDatabase } from '../../../exporter/src/store/postgresDatabase.js';
import { openStore } from '../../../exporter/src/store/store.js';
import { first, fourth, second, third } from '../../../exporter/src/store/migrations/index.js';
import type { Migration } from '../../../exporter/src/store/migrations/migration.js';
import { createTestDatabase, type TestDatabase } from '../../services/postgresDatabase.js';
import { dailyOf } from './dailyOf.js';
import { writeEveryFact } from './everyFact.js';

const retention = { buckets: 0, days: 0, scores: 0 };
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());
/** A schema as an older exporter has made it. */
async function makeSchema(migrations: readonly Migration[]): Promise<void> {
  await database.query('CREATE SCHEMA drift');
  await database.query(
    'CREATE TABLE drift.schema_versions (version int PRIMARY KEY, name text, applied_at timestamptz DEFAULT now())',
  );
  for (const { sql, version, name } of migrations) {
    await database.query(sql);
    await database.query('INSERT INTO drift.schema_versions VALUES ($1, $2)', [version, name]);
  }
}

const open = () => openStore({ url: new Secret(database.url), retention });

test('many exporters that start at once on an empty database all find a whole schema', async () => {
  const stores = await Promise.all(Array.from({ length: 6 }, open));
  for (const store of stores) {
    expect(await store.audit.verify()).toMatchObject({ intact: true });
    await store.close();
  }
});

test('a schema that a newer exporter has made is refused, and left as it is', async () => {
  await (await open()).close();
  await database.query("INSERT INTO drift.schema_versions (version, name) VALUES ($1, 'from the future')", [
    SCHEMA_VERSION + 1,
  ]);
  await expect(open()).rejects.toMatchObject({
    code: 'store_version',
    message: expect.stringMatching(
      new RegExp(`version ${SCHEMA_VERSION + 1} .* knows ${SCHEMA_VERSION}; use the newer`),
    ),
  });
});

test('a migration that fails leaves nothing behind', async () => {
  await database.query('CREATE SCHEMA drift');
  await database.query('CREATE TABLE drift.scores (mine int)');
  await expect(open()).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('scores'),
  });
  await database.query('DROP TABLE drift.scores');
  await (await open()).close();
});

test('the third version finds the scores that are there, and rolls them up by day', async () => {
  await makeSchema([first, second]);
  // more series than are rolled up at once
  await database.query(
    `INSERT INTO drift.series (model, version, segment, feature, kind)
     SELECT 'm', 'v', '', to_char(n, 'FM00'), 'numeric' FROM generate_series(1, 45) n`,
  );
  await database.query(
    `INSERT INTO drift.scores (series_id, window_name, window_start, window_end, drifted, severity, reason, rows_reference,
       rows_current, missing_ratio_reference, missing_ratio_current, psi)
     SELECT s.id, '6h', e - interval '6 hours', e, false, (ARRAY['none', 'small'])[1 + extract(hour FROM e)::int % 2], '', 1, 2, 0, 0,
       extract(hour FROM e) * s.id / 7
     FROM drift.series s CROSS JOIN generate_series(timestamptz '2026-01-01 00:00Z', '2026-01-04 00:00Z', interval '5 hours') e`,
  );
  const store = await open();
  const connection = await postgresDatabase(database.url, 60_000);
  const days = await connection.query(
    `SELECT *, to_char(day, 'YYYY-MM-DD') AS day, window_end_utc AT TIME ZONE 'UTC' AS window_end_utc
     FROM drift.v1_daily_scores v ORDER BY feature COLLATE "C", v.day`,
  );
  expect(days).toHaveLength(45 * 4);
  expect(days).toEqual(dailyOf('m', await store.scores({ model: 'm' })));
  expect(await connection.query('SELECT version FROM drift.v1_schema')).toEqual([
    { version: SCHEMA_VERSION },
  ]);
  await connection.close();
  await store.close();
});

/** Copies rows from a store of a newer version, by the columns that both have. */
async function copyFacts(to: pg.Client, tables: readonly string[]): Promise<void> {
  const donor = await createTestDatabase();
  const from = new pg.Client({ connectionString: donor.url });
  try {
    const store = await openStore({ url: new Secret(donor.url), retention });
    await from.connect();
    await writeEveryFact(store, from, 'kept');
    await store.close();
    // in any order, whatever refers to what
    await to.query('SET session_replication_role = replica');
    for (const table of tables) {
      const { rows } = await from.query(`SELECT row_to_json(t)::text AS row FROM drift."${table}" t`);
      for (const { row } of rows) {
        const type = `drift."${table}"`;
        await to.query(
          `INSERT INTO ${type} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_record(NULL::${type}, $1::json)
           ON CONFLICT DO NOTHING`,
          [row],
        );
      }
    }
  } finally {
    await from.end();
    await donor.drop();
  }
}

test('the fifth version keeps all that a store of the fourth has, in tables and in views', async () => {
  await makeSchema([first, second, third, fourth]);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows: relations } = await client.query<{ name: string; columns: string }>(
      `SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
       WHERE c.relnamespace = 'drift'::regnamespace AND c.relkind IN ('r', 'v')
         AND c.relname NOT IN ('schema_versions', 'v1_schema', 'visible_models') GROUP BY 1 ORDER BY 1`,
    );
    const names = relations.map(({ name }) => name);
    await copyFacts(
      client,
      names.filter((name) => !name.startsWith('v1_')),
    );
    const contents = async () => {
      const found: Record<string, unknown[]> = {};
      for (const { name, columns } of relations) {
        found[name] = (
          await client.query(`SELECT r::text FROM (SELECT ${columns} FROM drift."${name}") r ORDER BY 1`)
        ).rows;
      }
      return found;
    };
    const before = await contents();
    // all but what nothing was said of
    expect(names.filter((name) => before[name]?.length === 0)).toEqual([
      'alert_notifications',
      'model_access',
      'secrets',
    ]);
    const store = await open();
    expect(await contents()).toEqual(before);
    expect((await store.findings({ model: 'kept' })).importance).toHaveLength(1);
    expect((await store.references.active('kept'))?.reference.outcome).toBeUndefined();
    await store.close();
  } finally {
    await client.end();
  }
});
