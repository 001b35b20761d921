import { RoleServer } from './roleServer.js';
import { writeEveryFact } from './everyFact.js';

let server: RoleServer;
beforeAll(async () => {
  server = await RoleServer.start();
});
afterAll(() => server.stop());

test('the role for Tableau reads every view and nothing else, also what a later migration brings', async () => {
  await server.admin.query('CREATE DATABASE tableau');
  await server.createRoles('tableau');
  // before there is a schema, and twice
  for (let time = 0; time < 2; time++) {
    await server.provision('tableau', ['tableau.sql'], ['drift_tableau']);
  }
  const store = await server.open('tableau', 'drift_owner');
  const owner = await server.connect('tableau');
  for (const model of ['credit', 'churn']) await writeEveryFact(store, owner, model);
  await store.close();

  await server.refused('tableau', 'drift_tableau', [
    'SELECT * FROM drift.scores',
    'SELECT * FROM drift.daily_scores',
    'SELECT * FROM drift.model_access',
    'SELECT * FROM drift.secrets',
    'CREATE TABLE public.more (x int)',
    'CREATE TEMPORARY TABLE more (x int)',
    ...['', 'SET default_transaction_read_only = off; '].flatMap((first) => [
      `${first}INSERT INTO drift.v1_checks (model) VALUES ('x')`,
      `${first}UPDATE drift.v1_checks SET model = 'x'`,
      `${first}DELETE FROM drift.v1_references`,
      `${first}CREATE TABLE drift.more (x int)`,
      `${first}CREATE VIEW drift.more AS SELECT 1`,
      `${first}DROP VIEW drift.v1_models`,
      `${first}TRUNCATE drift.scores`,
      `${first}INSERT INTO drift.model_access VALUES ('drift_tableau', 'credit')`,
      `${first}DELETE FROM drift.model_access`,
    ]),
  ]);

  const tableau = await server.connect('tableau', 'drift_tableau');
  const { rows: views } = await tableau.query<{ view: string }>(
    "SELECT viewname AS view FROM pg_views WHERE schemaname = 'drift' ORDER BY 1",
  );
  expect(views).toHaveLength(22);
  for (const { view } of views) {
    const { rowCount } = await tableau.query(`SELECT * FROM ${view}`);
    expect([view, rowCount]).not.toEqual([view, 0]);
  }
  const { rows: settings } = await tableau.query(
    `SELECT current_setting('statement_timeout') AS timeout, current_setting('search_path') AS path`,
  );
  expect(settings).toEqual([{ timeout: '1min', path: 'drift' }]);

  await owner.query("INSERT INTO drift.model_access (role, model) VALUES ('drift_tableau', 'credit')");
  expect((await tableau.query('SELECT model FROM v1_models')).rows).toEqual([{ model: 'credit' }]);
  // as Tableau quotes and casts, and with what it asks of a connection at first
  const { rows } = await tableau.query(
    `SELECT "v1_daily_scores"."feature" AS "feature", "v1_daily_scores"."day" AS "day", MAX("v1_daily_scores"."psi") AS "max:psi:ok"
     FROM "drift"."v1_daily_scores" "v1_daily_scores" WHERE ("v1_daily_scores"."window_name" = '1h') GROUP BY 1, 2`,
  );
  expect(rows).toMatchObject([{ feature: 'feature of credit', 'max:psi:ok': 0.3 }]);
  await tableau.end();
  await owner.end();
});
