import { applyBatch, rangesOf } from '../../../exporter/src/alerts/applyBatch.js';
import { webhookBatch } from '../../../exporter/src/alerts/webhook.js';
import { SCHEMA_VERSION } from '../../../exporter/src/store/migrate.js';
import { postgresDatabase } from '../../../exporter/src/store/postgresDatabase.js';
import { alertMessage } from '../../support/alertMessages.js';
import {
  fixtureBuckets,
  fixtureCommit,
  fixtureReference,
  fixtureScore,
  HOUR,
  START,
  totals,
} from './fixture.js';
import { fixtureFindings } from './fixtureFindings.js';
import { retention, RoleServer } from './roleServer.js';

let server: RoleServer;
beforeAll(async () => {
  server = await RoleServer.start();
});
afterAll(() => server.stop());

test.each(['before', 'after'])(
  'roles that were made %s the schema: the owner migrates, the writer writes, the reader reads views',
  async (when) => {
    const name = `roles_${when}`;
    await server.admin.query(`CREATE DATABASE ${name}`);
    if (when === 'before') {
      await server.createRoles(name);
      // twice does no harm
      await server.createRoles(name);
      await expect(server.open(name, 'drift_writer')).rejects.toMatchObject({
        code: 'store_version',
        message: expect.stringContaining('provisioning/postgres/roles.sql'),
      });
      await (await server.open(name, 'drift_owner')).close();
    } else {
      await (await server.open(name)).close();
      await server.createRoles(name);
    }
    const store = await server.open(name, 'drift_writer');
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
        findings: fixtureFindings('x', '1h', START + HOUR),
        moments: [{ start: START, blob: Uint8Array.of(1) }],
        detectors: { until: START, state: {} },
      }),
    );
    await store.putFindings('roles', version, fixtureFindings('x', '1h', START + HOUR));
    expect((await store.findings({ model: 'roles' })).segmentShares).toHaveLength(1);
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

    await server.refused(name, 'drift_writer', [
      "UPDATE drift.audit SET actor = 'b'",
      'DELETE FROM drift.audit',
      'TRUNCATE drift.audit',
      'ALTER TABLE drift.audit DISABLE TRIGGER ALL',
      'DROP TABLE drift.audit',
      'DELETE FROM drift.audit_head',
      'UPDATE drift.schema_versions SET version = 9',
      "INSERT INTO drift.model_access VALUES ('drift_writer', 'roles')",
      'ALTER TABLE drift.scores DISABLE ROW LEVEL SECURITY',
      'CREATE TABLE drift.more (x int)',
    ]);
    await server.refused(name, 'drift_owner', [
      "UPDATE drift.audit SET actor = 'b'",
      'DELETE FROM drift.audit',
      'TRUNCATE drift.audit',
    ]);
    const reader = await postgresDatabase(server.urlOf(name, 'drift_reader'), 60_000);
    const views = await reader.query<{ view: string }>(
      "SELECT viewname AS view FROM pg_views WHERE schemaname = 'drift'",
    );
    expect(views).toHaveLength(22);
    for (const { view } of views) await reader.query(`SELECT * FROM drift.${view}`);
    await reader.close();
    await server.refused(name, 'drift_reader', [
      'SELECT * FROM drift.audit',
      'SELECT * FROM drift.profiles',
      'SELECT * FROM drift.covariate',
      'SELECT * FROM drift.detector_states',
      'SELECT * FROM drift.secrets',
      'SELECT * FROM drift.model_access',
      'SELECT * FROM drift.daily_scores',
      'SELECT * FROM drift.expectations',
      'SELECT * FROM drift.reference_features',
      "INSERT INTO drift.audit_head VALUES (false, 1, '')",
      "UPDATE drift.v1_checks SET model = ''",
      'DROP VIEW drift.v1_checks',
      'SET default_transaction_read_only = off; DELETE FROM drift.v1_checks',
    ]);

    // a store that an older exporter has made
    const admin = await server.connect(name);
    await admin.query('DELETE FROM drift.schema_versions WHERE version = $1', [SCHEMA_VERSION]);
    await admin.end();
    await expect(server.open(name, 'drift_writer')).rejects.toMatchObject({
      code: 'store_version',
      message: expect.stringMatching(
        new RegExp(`needs version ${SCHEMA_VERSION} .* start once with the url of the schema's owner`),
      ),
    });
    await server.admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  },
);
