import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { alertMessage, type MessageAlert } from '../support/alertMessages.js';
import { BrittlePostgres } from '../support/brittlePostgres.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { json, type Answer } from '../support/httpClient.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { MonitorTable } from '../support/monitorTable.js';

const folder = dataFolder();
const start = monitorProcesses();
let postgres: BrittlePostgres;
let database: TestDatabase;
let table: MonitorTable;

beforeAll(async () => {
  postgres = await BrittlePostgres.start();
  database = await createTestDatabase();
  table = new MonitorTable(database.url);
  await table.create();
  await table.fillOn(30);
});
afterEach(async () => {
  await postgres.repair();
  await query('DROP SCHEMA IF EXISTS drift CASCADE');
});
afterAll(async () => {
  await table.close();
  await postgres.stop();
  await database.drop();
});

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const configOf = (name: string): string =>
  monitorConfig(folder, name, {
    warehouse: database.url,
    store: { url: postgres.url },
    models: [table.model()],
  });
const spoolOf = (config: string): string => join(config, '.drift-exporter', 'spool', 'alerts.ndjson');
const post = (exporter: MonitorProcess, ...alerts: MessageAlert[]): Promise<Answer> =>
  exporter.ask('/api/v1/alerts', { method: 'POST', body: JSON.stringify(alertMessage(alerts)) });
const waiting = (exporter: MonitorProcess): Promise<string | undefined> =>
  exporter.ask('/metrics').then(({ text }) => /^drift_exporter_alert_spool_events (\d+)$/m.exec(text)?.[1]);

const one = 'aaaaaaaaaaaaaaaa';
const two = 'bbbbbbbbbbbbbbbb';
const begun = Date.UTC(2026, 0, 1);

const stored = (): Promise<unknown[]> =>
  query(`SELECT fingerprint, status, notifications FROM drift.v1_alerts ORDER BY fingerprint, starts_at`);

test('what comes while the store is down, hangs, and while the exporter is killed is kept once', async () => {
  const config = configOf('down');
  const exporter = start(config);
  // the series of alerts come from the store
  await exporter.untilChecked(table.name);
  await eventually(
    () => post(exporter, { fingerprint: one, start: begun }),
    ({ status }) => status === 200,
  );
  await postgres.kill();
  const down = await post(exporter, { fingerprint: one, start: begun, end: begun + 60_000 });
  expect({ status: down.status, ...json<object>(down) }).toEqual({ status: 200, alerts: 1 });
  expect(await waiting(exporter)).toBe('1');
  await exporter.end('SIGKILL');
  expect(readFileSync(spoolOf(config), 'utf8').trim().split('\n')).toHaveLength(1);
  appendFileSync(spoolOf(config), '{"observations":[{"fingerp');

  // it starts while the store is still down, and takes more
  const again = start(config);
  const later = await eventually(
    () => post(again, { fingerprint: two, start: begun }),
    ({ status }) => status === 200,
  );
  expect(json(later)).toEqual({ alerts: 1 });
  expect(await waiting(again)).toBe('2');
  await postgres.restart();
  await eventually(
    () => waiting(again),
    (count) => count === '0',
  );
  expect(await stored()).toEqual([
    { fingerprint: one, status: 'resolved', notifications: 2 },
    { fingerprint: two, status: 'firing', notifications: 1 },
  ]);

  // a store that hangs: whoever tells is not kept waiting, and what is written late is not doubled
  postgres.hang();
  const hanging = await post(again, { fingerprint: two, start: begun, end: begun + 120_000 });
  expect(hanging.status).toBe(200);
  // also while what waits is tried again, every ten seconds
  const took = [hanging.took];
  while (took.length < 9) {
    took.push((await post(again, { fingerprint: two, start: begun, end: begun + 120_000 })).took);
    await delay(2_000);
  }
  expect(Math.max(...took)).toBeLessThan(6_000);
  postgres.goOn();
  await eventually(
    stored,
    (rows) =>
      JSON.stringify(rows).includes('"resolved","notifications":2},{') &&
      rows.every((row) => (row as { status: string }).status === 'resolved'),
  );
  await eventually(
    () => waiting(again),
    (count) => count === '0',
  );
  expect(await stored()).toEqual([
    { fingerprint: one, status: 'resolved', notifications: 2 },
    { fingerprint: two, status: 'resolved', notifications: 2 },
  ]);
  expect(readFileSync(spoolOf(config), 'utf8')).toBe('');
}, 240_000);
