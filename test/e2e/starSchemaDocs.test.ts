import { readFileSync } from 'node:fs';
import pg from 'pg';
import { Secret } from '../../exporter/src/config/secret.js';
import { openStore } from '../../exporter/src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { projectFile } from '../support/ruleFile.js';

const page = readFileSync(projectFile('docs/STAR_SCHEMA.md'), 'utf8');
const rows = Array.from(page.matchAll(/^\| `(v1_[a-z_]+)` \| (\w*)/gm), ([, name = '', kind = '']) => ({
  name,
  kind,
}));

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  await (
    await openStore({ url: new Secret(database.url), retention: { buckets: 0, days: 0, scores: 0 } })
  ).close();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test('the page lists the views that there are, each once, and no others', async () => {
  const found = await client.query<{ name: string }>(
    "SELECT viewname AS name FROM pg_views WHERE schemaname = 'drift' AND viewname LIKE 'v1%'",
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(found.rows.map(({ name }) => name).sort());
});

test('the page calls facts what the views call facts', async () => {
  const { rows: views } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'drift'::regnamespace AND relkind = 'v'
       AND obj_description(oid) LIKE 'Facts%'`,
  );
  const facts = rows.filter(({ kind }) => kind === 'facts').map(({ name }) => name);
  expect(facts.sort()).toEqual(views.map(({ name }) => name).sort());
});

test('columns that the page names are columns', async () => {
  const { rows: columns } = await client.query<{ name: string }>(
    "SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'drift'",
  );
  const known = new Set(columns.map(({ name }) => name));
  const [, table = ''] = /^(\|[^]*?)\n\n/m.exec(page) ?? [];
  const named = Array.from(table.matchAll(/`([a-z_]+)`/g), ([, name = '']) => name);
  const others = ['scores', 'days'];
  expect(
    named.filter((name) => !known.has(name) && !name.startsWith('v1_') && !others.includes(name)),
  ).toEqual([]);
});
