import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { expectBuckets, expectCounted, expectScores } from '../support/monitorRecount.js';
import { MINUTE } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable();

function config(name: string, relation: Readonly<Record<string, unknown>> = {}): string {
  const table = fresh();
  return monitorConfig(folder, name, {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model(relation)],
  });
}

test('a column that is gone for an hour: it is named, the others go on, and it comes back by itself', async () => {
  const table = fresh();
  const path = config('gone');
  const monitor = start(path);
  expect((await monitor.untilCounted(table)).failed).toEqual([]);

  await table.run(`ALTER TABLE ${table.name} RENAME COLUMN income TO wage`);
  await table.run(
    `INSERT INTO ${table.name} SELECT to_timestamp($1::float8 / 1000) + n * interval '6 seconds', n, 'gold'
     FROM generate_series(0, 599) AS n`,
    [table.newest],
  );
  table.newest += 60 * MINUTE;
  const without = await monitor.untilCounted(table);
  expect(without.failed).toEqual([
    { feature: 'income', error: expect.stringMatching(/^source warehouse feature "income": .*income/) },
  ]);
  const metrics = await monitor.metrics();
  const rows = (feature: string) =>
    metrics.value('drift_rows', { feature, window: '1h', dataset: 'current' });
  // the hour, and the minute before it, since the running one is not over
  expect([rows('grade'), rows('income')]).toEqual([607, 7]);

  await table.run(`ALTER TABLE ${table.name} RENAME COLUMN wage TO income`);
  await table.fillOn(10);
  await monitor.untilModel(table.name, ({ failed }) => failed.length === 0);
  await monitor.untilCounted(table);
  await monitor.end();
  const stored = await readStored(path, table.name);
  await expectBuckets(stored, table, ['grade']);
  await expectScores(stored, table, ['grade']);
  const last = (feature: string) => stored.buckets.findLast((bucket) => bucket.feature === feature);
  expect(last('income')).toMatchObject({ start: table.newest - MINUTE, profile: { rows: 7 } });

  // what was there all the while is counted again on request
  expect(await runCli(['backfill', '--config', path])).toMatchObject({ code: 0 });
  await expectBuckets(await readStored(path, table.name), table);
});

test('an error of the moment in one column loses nothing: the check is tried again', async () => {
  const table = fresh();
  await table.run('CREATE TABLE switch AS SELECT false AS broken');
  await table.run(
    `CREATE FUNCTION moment(value float8) RETURNS float8 STABLE LANGUAGE plpgsql AS $$ BEGIN
       IF (SELECT broken FROM switch) THEN
         RAISE EXCEPTION 'canceling statement due to conflict with recovery' USING ERRCODE = '40001';
       END IF;
       RETURN value;
     END $$`,
  );
  const query = `SELECT at, moment(income) AS income, grade FROM ${table.name}`;
  const path = config('moment', { table: undefined, query });
  const monitor = start(path);
  await monitor.untilCounted(table);
  await table.run('UPDATE switch SET broken = true');
  await table.fillOn(20);
  const { failure } = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
  expect(failure).toMatchObject({
    stage: 'count',
    message: expect.stringContaining('conflict with recovery'),
  });
  await table.run('UPDATE switch SET broken = false');
  await monitor.untilCounted(table);
  await monitor.end();
  await expectCounted(await readStored(path, table.name), table);
});
