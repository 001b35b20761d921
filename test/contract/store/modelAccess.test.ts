import type pg from 'pg';
import { SCHEMA_VERSION } from '../../../exporter/src/store/migrate.js';
import { writeEveryFact } from './everyFact.js';
import { fixtureCommit, fixtureReference, fixtureScore, START } from './fixture.js';
import { RoleServer } from './roleServer.js';

let server: RoleServer;
beforeAll(async () => {
  server = await RoleServer.start();
  await server.admin.query('CREATE DATABASE first');
  await server.createRoles('first');
  // ana and the pool are told apart from bob by what they are members of
  await server.admin.query(`
    CREATE ROLE team; CREATE ROLE other_team; CREATE ROLE gone;
    CREATE ROLE ana LOGIN PASSWORD 'password of ana' IN ROLE drift_reader, team;
    CREATE ROLE bob LOGIN PASSWORD 'password of bob' IN ROLE drift_reader;
    CREATE ROLE eve LOGIN PASSWORD 'password of eve' IN ROLE drift_reader, team, other_team;
    CREATE ROLE pool LOGIN NOINHERIT PASSWORD 'password of pool' IN ROLE ana, bob`);
});
afterAll(() => server.stop());

const namesOf = async (client: pg.Client, view: string): Promise<(string | null)[]> =>
  (
    await client.query<{ model: string | null }>(`SELECT DISTINCT model FROM drift.${view} ORDER BY model`)
  ).rows.map(({ model }) => model);

/** With either owner: what a superuser owns, row security alone would not keep from anybody. */
describe.each(['drift_owner', 'a superuser'])('where %s owns the schema', (who) => {
  const database = who === 'drift_owner' ? 'first' : 'second';
  let admin: pg.Client;
  let views: string[];

  beforeAll(async () => {
    if (database === 'second') await server.admin.query('CREATE DATABASE second');
    const store = await server.open(database, database === 'first' ? 'drift_owner' : undefined);
    admin = await server.connect(database);
    for (const model of ['mine', 'theirs']) await writeEveryFact(store, admin, model);
    await store.close();
    await admin.query(`INSERT INTO drift.alerts (fingerprint, name, status, starts_at) VALUES ('none', 'of none', 'firing', now());
      INSERT INTO drift.model_access VALUES ('team', 'mine'), ('gone', 'mine'), ('drift_writer', 'mine'), ('drift_owner', 'mine')`);
    const { rows } = await admin.query<{ view: string }>(
      `SELECT table_name AS view FROM information_schema.columns
       WHERE table_schema = 'drift' AND table_name LIKE 'v1%' AND column_name = 'model' ORDER BY 1`,
    );
    views = rows.map(({ view }) => view);
  });
  afterAll(() => admin.end());

  async function as(role: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = await server.connect(database, role);
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }

  test('a role sees the models of its group in every view, and one without sees all', async () => {
    expect(views).toHaveLength(19);
    for (const view of views) {
      await as('ana', async (ana) => expect([view, await namesOf(ana, view)]).toEqual([view, ['mine']]));
      const all = ['mine', 'theirs', ...(view === 'v1_alerts' ? [null] : [])];
      await as('bob', async (bob) => expect([view, await namesOf(bob, view)]).toEqual([view, all]));
      expect([view, await namesOf(admin, view)]).toEqual([view, all]);
    }
    await as('ana', async (ana) => {
      expect((await ana.query('SELECT count(*)::int AS hours FROM drift.v1_time')).rows).toEqual([
        { hours: 24 },
      ]);
      expect((await ana.query('SELECT version FROM drift.v1_schema')).rows).toEqual([
        { version: SCHEMA_VERSION },
      ]);
      expect((await ana.query('SELECT * FROM drift.visible_models')).rows).toEqual([{ models: ['mine'] }]);
    });
  });

  test('taking on a role that sees more shows no more, and one that sees less shows less', async () => {
    await as('ana', async (ana) => {
      await ana.query('SET ROLE drift_reader');
      for (const view of views) expect([view, await namesOf(ana, view)]).toEqual([view, ['mine']]);
    });
    await as('pool', async (pool) => {
      await pool.query('SET ROLE ana');
      expect(await namesOf(pool, 'v1_models')).toEqual(['mine']);
    });
  });

  test('memberships add up, roles that are gone restrict nobody, and unknown ones are refused', async () => {
    await admin.query("INSERT INTO drift.model_access VALUES ('other_team', 'theirs')");
    await as('eve', async (eve) => expect(await namesOf(eve, 'v1_models')).toEqual(['mine', 'theirs']));
    await as('eve', async (eve) => expect(await namesOf(eve, 'v1_alerts')).toEqual(['mine', 'theirs']));
    await admin.query("DELETE FROM drift.model_access WHERE role = 'other_team'");
    await as('eve', async (eve) => expect(await namesOf(eve, 'v1_models')).toEqual(['mine']));
    await server.admin.query('ALTER ROLE gone RENAME TO long_gone');
    await as('bob', async (bob) => expect(await namesOf(bob, 'v1_models')).toEqual(['mine', 'theirs']));
    await server.admin.query('ALTER ROLE long_gone RENAME TO gone');
    await expect(admin.query("INSERT INTO drift.model_access VALUES ('tema', 'mine')")).rejects.toThrow(
      'there is no role "tema"',
    );
  });

  test('a function that a condition calls hears of nothing else', async () => {
    await as('ana', async (ana) => {
      const heard: string[] = [];
      ana.on('notice', ({ message = '' }) => heard.push(message));
      await ana.query(`CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$`);
      const asked = views.flatMap((view) => ['v::text', 'model'].map((told) => [view, told] as const));
      for (const [view, told] of asked) {
        heard.length = 0;
        await ana.query(`SELECT count(*) FROM drift.${view} v WHERE pg_temp.tell(${told})`);
        expect([view, heard.length > 0, heard.filter((text) => !text.includes('mine'))]).toEqual([
          view,
          true,
          [],
        ]);
      }
      const { rows } = await ana.query(
        "SELECT relname FROM pg_class WHERE relnamespace = 'drift'::regnamespace AND relkind = 'v' AND NOT coalesce('security_barrier=true' = ANY (reloptions), false)",
      );
      expect(rows).toEqual([]);
    });
  });

  test('whoever has rights on a table has them on rows of these models only', async () => {
    const { rows } = await admin.query<{ name: string; secured: boolean; column: string }>(
      `SELECT c.relname AS name, c.relrowsecurity AS secured, a.attname AS column FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('model', 'series_id', 'alert_id', 'reference_feature_id')
       WHERE c.relnamespace = 'drift'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
    );
    expect(rows.filter(({ secured }) => !secured).map(({ name }) => name)).toEqual(['model_access']);
    const tables = rows.filter(({ secured }) => secured);
    expect(tables).toHaveLength(36);
    await admin.query('GRANT SELECT ON ALL TABLES IN SCHEMA drift TO ana');
    try {
      await as('ana', async (ana) => {
        for (const { name, column } of tables) {
          const shown = async (client: pg.Client): Promise<number> =>
            (await client.query(`SELECT DISTINCT "${column}" FROM drift."${name}"`)).rows.length;
          const all = await shown(admin);
          expect([name, all, await shown(ana)]).toEqual([name, name === 'alerts' ? 3 : 2, 1]);
        }
      });
    } finally {
      await admin.query('REVOKE SELECT ON ALL TABLES IN SCHEMA drift FROM ana');
    }
  });

  test('whoever writes scores is not restricted, whatever rows there are', async () => {
    for (const role of ['drift_writer', 'drift_owner'].slice(0, database === 'first' ? 2 : 1)) {
      const store = await server.open(database, role);
      const kept = fixtureReference('theirs', ['feature of theirs']);
      const psi = role === 'drift_writer' ? 0.7 : 0.8;
      await store.commit(
        fixtureCommit(kept, {
          check: { ...fixtureCommit(kept, {}).check, startedAt: new Date(START + psi * 10) },
          scores: [fixtureScore('feature of theirs', '1h', START + 7, psi)],
        }),
      );
      expect(
        await store.scores({ model: 'theirs', from: new Date(START), to: new Date(START + 8) }),
      ).toMatchObject([{ result: { statistics: { psi: { value: psi } } } }]);
      await store.close();
    }
    await as('bob', async (bob) => {
      const { rows } = await bob.query("SELECT windows FROM drift.v1_daily_scores WHERE model = 'theirs'");
      expect(rows).toEqual([{ windows: 2 }]);
    });
  });
});
