import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { applyBatch, rangesOf } from '../../../exporter/src/alerts/applyBatch.js';
import { webhookBatch } from '../../../exporter/src/alerts/webhook.js';
import { Secret } from '../../../exporter/src/config/secret.js';
import { postgresDatabase } from '../../../exporter/src/store/postgresDatabase.js';
import { openStore } from '../../../exporter/src/store/store.js';
import { alertMessage } from '../../support/alertMessages.js';
import { startPostgres, type PostgresServer } from '../../services/postgres.js';
import {
  fixtureBuckets,
  fixtureCommit,
  fixtureReference,
  fixtureScore,
  HOUR,
  START,
  totals,
} from './fixture.js';

const retention = { buckets: 0, days: 0, scores: 0 };

// roles belong to a whole server, so these tests have one of their own
let server: PostgresServer;
let admin: pg.Pool;
beforeAll(async () => {
  server = await startPostgres();
  admin = new pg.Pool({ connectionString: server.url, max: 1 });
  admin.on('error', () => undefined);
});
afterAll(async () => {
  await admin.end();
  await server.stop();
});

function urlOf(database: string, role?: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  if (role !== undefined) [url.username, url.password] = [role, `password of ${role}`];
  return url.href;
}

async function createRoles(database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    await client.query(await readFile('provisioning/postgres/roles.sql', 'utf8'));
    for (const role of ['drift_owner', 'drift_writer', 'drift_reader']) {
      await client.query(`ALTER ROLE ${role} PASSWORD 'password of ${role}'`);
    }
  } finally {
    await client.end();
  }
}

const open = (database: string, role?: string) =>
  openStore({ url: new Secret(urlOf(database, role)), retention });

async function refused(database: string, role: string, statements: readonly string[]): Promise<void> {
  const connection = await postgresDatabase(urlOf(database, role), 60_000);
  try {
    for (const sql of statements) {
      const outcome: unknown = await connection.script(sql).catch((error: unknown) => error);
      expect([sql, outcome]).toMatchObject([
        sql,
        { code: expect.stringMatching(/^store_(denied|unwritable)$/) },
      ]);
    }
  } finally {
    await connection.close();
  }
}

test.each(['before', 'after'])(
  'roles that were made %s the schema: the owner migrates, the writer writes, the reader reads views',
  async (when) => {
    const name = `roles_${when}`;
    await admin.query(`CREATE DATABASE ${name}`);
    if (when === 'before') {
      await createRoles(name);
      // twice does no harm
      await createRoles(name);
      await expect(open(name, 'drift_writer')).rejects.toMatchObject({
        code: 'store_version',
        message: expect.stringContaining('provisioning/postgres/roles.sql'),
      });
      await (await open(name, 'drift_owner')).close();
    } else {
      await (await open(name)).close();
      await createRoles(name);
    }
    const store = await open(name, 'drift_writer');
    const kept = fixtureReference('roles', ['x', 'y', 'z']);
    const { version, features } = kept.reference;
    await store.references.save(kept);
    await store.references.activate('roles', version, new Date(START));
    await store.commit(
      fixtureCommit(kept, {
        buckets: fixtureBuckets(features, START, 48),
        position: { closedUntil: START + HOUR, countedFrom: START, shift: 0 },
        scores: [fixtureScore('x', '1h', START + HOUR, 0.3)],
        events: [{ at: new Date(START), actor: 'a', action: 'reloaded', subject: {}, detail: {} }],
      }),
    );
    const { rolledUp } = await store.retain(
      { ...retention, days: 1e12, scores: 1e15 },
      () => START + 48 * HOUR,
    );
    expect(rolledUp).toBe(144);
    expect((await totals(store.readBuckets('roles', version, features, 0, START + 99 * HOUR))).size).toBe(3);
    expect(await store.audit.verify()).toMatchObject({ intact: true, rows: 1 });
    const alert = alertMessage([{ fingerprint: 'a'.repeat(16), start: START, end: START + HOUR }]);
    const { batch } = webhookBatch(alert, START + HOUR);
    await store.alerts.amend(
      rangesOf(batch),
      (known, told) => applyBatch(known, batch, told),
      batch.notification,
    );
    const expectation = { model: 'roles', feature: 'x', until: START + HOUR, comment: 'c', actor: 'a' };
    await store.expectations.set({ ...expectation, at: START });
    await store.dropModel('roles');
    await store.close();

    await refused(name, 'drift_writer', [
      "UPDATE drift.audit SET actor = 'b'",
      'DELETE FROM drift.audit',
      'TRUNCATE drift.audit',
      'ALTER TABLE drift.audit DISABLE TRIGGER ALL',
      'DROP TABLE drift.audit',
      'DELETE FROM drift.audit_head',
      'UPDATE drift.schema_versions SET version = 9',
      'CREATE TABLE drift.more (x int)',
    ]);
    await refused(name, 'drift_owner', [
      "UPDATE drift.audit SET actor = 'b'",
      'DELETE FROM drift.audit',
      'TRUNCATE drift.audit',
    ]);
    const reader = await postgresDatabase(urlOf(name, 'drift_reader'), 60_000);
    const views = await reader.query<{ view: string }>(
      "SELECT viewname AS view FROM pg_views WHERE schemaname = 'drift'",
    );
    expect(views).toHaveLength(17);
    for (const { view } of views) await reader.query(`SELECT * FROM drift.${view}`);
    await reader.close();
    await refused(name, 'drift_reader', [
      'SELECT * FROM drift.audit',
      'SELECT * FROM drift.profiles',
      'SELECT * FROM drift.secrets',
      'SELECT * FROM drift.expectations',
      'SELECT * FROM drift.reference_features',
      "INSERT INTO drift.audit_head VALUES (false, 1, '')",
      "UPDATE drift.v1_checks SET model = ''",
      'DROP VIEW drift.v1_checks',
      'SET default_transaction_read_only = off; DELETE FROM drift.v1_checks',
    ]);
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  },
);
