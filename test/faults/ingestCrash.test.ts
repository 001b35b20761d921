import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { BrittlePostgres } from '../support/brittlePostgres.js';
import { runCli } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { ingestPlace } from '../support/ingestFolder.js';
import { cliProcess, ended } from '../support/ingestProcess.js';
import { Draws } from '../support/randomness.js';

const place = ingestPlace();
const { folder } = place;
const ROWS = 4_000;
const row = (id: number): string => (id % 40 === 7 ? `${id},broken` : `${id},${id % 9}`);
const REFUSED = ROWS / 40;

const start = (configuration: string, file: string): ChildProcess =>
  cliProcess(['ingest', '--config', configuration, file]);

/** Model, file and table of one test. */
async function prepare(name: string, url = place.url): Promise<{ configuration: string; file: string }> {
  const table = `crash_${name}`;
  const keys = { table, quarantine: { path: 'bad' } };
  const configuration = place.configure(name, {}, keys, url);
  const file = folder.lines(`${name}/new.csv`, [
    'id,age',
    ...Array.from({ length: ROWS }, (_, id) => row(id)),
  ]);
  return { configuration, file };
}

function expectQuarantine(name: string): void {
  const bad = join(folder.path, name, 'bad', name);
  const kept = readdirSync(bad);
  expect(kept.filter((file) => !file.endsWith('.ndjson'))).toEqual([]);
  const rows = kept.flatMap((file) =>
    folder
      .read(join(name, 'bad', name, file))
      .trim()
      .split('\n'),
  );
  expect(new Set(rows).size).toBe(REFUSED);
  expect(rows).toHaveLength(REFUSED);
}

test('killed amid its batches again and again, an ingest into PostgreSQL brings each row once', async () => {
  const { configuration, file } = await prepare('postgres');
  await place.query('CREATE TABLE crash_postgres (id bigint, age double precision)');
  const draws = new Draws(7);
  const count = async (): Promise<number> =>
    (await place.query<{ n: number }>('SELECT count(*)::int AS n FROM crash_postgres'))[0]?.n ?? 0;
  for (let round = 0; round < 3; round++) {
    const before = await count();
    const child = start(configuration, file);
    const end = ended(child);
    const enough = before + 50 + draws.below(600);
    await eventually(count, (rows) => rows >= enough);
    child.kill('SIGKILL');
    expect(await end).toBeNull();
  }
  const halfway = await count();
  expect(halfway).toBeLessThan(ROWS - REFUSED);
  // two at once: one waits for the other
  const codes = await Promise.all([start(configuration, file), start(configuration, file)].map(ended));
  expect(codes).toEqual([0, 0]);
  const [rows] = await place.query(
    'SELECT count(*)::int AS n, count(DISTINCT id)::int AS ids FROM crash_postgres',
  );
  expect(rows).toEqual({ n: ROWS - REFUSED, ids: ROWS - REFUSED });
  expectQuarantine('postgres');
  const [record] = await place.query("SELECT rows, refused FROM drift.ingests WHERE model = 'postgres'");
  expect(record).toEqual({ rows: ROWS, refused: REFUSED });
  const totals = await place.query(
    "SELECT reason, refused FROM drift.ingest_totals WHERE model = 'postgres'",
  );
  expect(totals).toEqual([{ reason: 'type', refused: REFUSED }]);
}, 300_000);

test('killed as files appear, an ingest into Parquet leaves each row once after the next one', async () => {
  const configuration = place.configure(
    'parquet',
    {},
    {
      folder: 'out',
      rules: [{ column: 'age', type: 'number' }],
      quarantine: { path: 'bad' },
    },
  );
  const file = folder.lines('parquet/new.csv', [
    'id,age',
    ...Array.from({ length: ROWS }, (_, id) => row(id)),
  ]);
  const out = join(folder.path, 'parquet', 'out', '.drift-ingest');
  folder.write('parquet/out/.drift-ingest/readme', '');
  for (let round = 0; round < 3; round++) {
    const child = start(configuration, file);
    const end = ended(child);
    // one change of its folder or of the ledger's later each time
    let changes = 2 + 2 * round;
    const look = (): void => void (--changes === 0 && child.kill('SIGKILL'));
    const watchers = [out, join(out, '..')].map((path) => watch(path, look));
    expect(await end).toBeNull();
    for (const watcher of watchers) watcher.close();
  }
  const { code, error } = await runCli(['ingest', '--config', configuration, file]);
  expect({ code, error }).toMatchObject({ code: 0 });
  const parquet = readdirSync(join(out, '..')).filter((name) => name !== '.drift-ingest');
  expect(parquet).toEqual([
    expect.stringMatching(/^[0-9a-f]{24}-0-4000\.parquet$|^[0-9a-f]{24}-0-3900\.parquet$/),
  ]);
  expect(existsSync(join(out, '..', parquet[0] ?? ''))).toBe(true);
  expect(await folder.count(join('parquet', 'out', '*.parquet'))).toEqual({
    rows: ROWS - REFUSED,
    ids: ROWS - REFUSED,
  });
  expectQuarantine('parquet');
}, 300_000);

test('killed just before its record is written, an ingest is recorded by the next one, once', async () => {
  const { configuration, file } = await prepare('record');
  await place.query('CREATE TABLE crash_record (id bigint, age double precision)');
  await place.store();
  const holder = new pg.Client({ connectionString: place.url });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE drift.ingests IN EXCLUSIVE MODE');
  const child = start(configuration, file);
  const end = ended(child);
  const waiting = "SELECT FROM pg_locks WHERE NOT granted AND relation = 'drift.ingests'::regclass";
  await eventually(
    () => place.query(waiting),
    ({ length }) => length > 0,
    60_000,
  );
  child.kill('SIGKILL');
  expect(await end).toBeNull();
  await holder.end();
  const records = "SELECT rows, refused FROM drift.ingests WHERE model = 'record'";
  expect(await place.query('SELECT count(*)::int AS n FROM crash_record')).toEqual([{ n: ROWS - REFUSED }]);
  for (let again = 0; again < 2; again++) {
    const { code, out } = await runCli(['ingest', '--config', configuration, file]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('nothing to do') as unknown });
    expect(await place.query(records)).toEqual([{ rows: ROWS, refused: REFUSED }]);
  }
  expect(await place.query('SELECT count(*)::int AS n FROM crash_record')).toEqual([{ n: ROWS - REFUSED }]);
}, 180_000);

test('a database that is killed, or hangs, amid an ingest or before it is told, and the next one goes on', async () => {
  const server = await BrittlePostgres.start();
  try {
    place.sources.database = { type: 'postgres', url: server.url, statement_timeout: '3s' };
    const { configuration, file } = await prepare('brittle', server.url);
    const withClient = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      return work(client).finally(() => client.end());
    };
    // a slow table, so that there is an amid
    await withClient((client) =>
      client.query(`CREATE TABLE crash_brittle (id bigint, age double precision);
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
        CREATE TRIGGER slow AFTER INSERT ON crash_brittle FOR EACH STATEMENT EXECUTE FUNCTION slow()`),
    );
    const count = (): Promise<{ n: number; ids: number }> =>
      withClient(async (client) => {
        const counts = 'SELECT count(*)::int AS n, count(DISTINCT id)::int AS ids FROM crash_brittle';
        return (await client.query<{ n: number; ids: number }>(counts)).rows[0] ?? { n: 0, ids: 0 };
      });
    const told = /error: source database: table crash_brittle at .* cannot be reached: .* goes on from there/;
    const run = () => runCli(['ingest', '--config', configuration, file]);
    for (const fail of ['kill', 'hang'] as const) {
      const { n: before } = await count();
      const amid = run();
      await eventually(count, ({ n }) => n > before + 30);
      await server[fail]();
      expect(await amid).toMatchObject({ code: 1, error: expect.stringMatching(told) as unknown });
      if (fail === 'kill') await server.restart();
    }
    expect(await run()).toMatchObject({ code: 1, error: expect.stringMatching(told) as unknown });
    server.goOn();
    await withClient((client) => client.query('DROP TRIGGER slow ON crash_brittle'));
    expect((await run()).code).toBe(0);
    expect(await count()).toEqual({ n: ROWS - REFUSED, ids: ROWS - REFUSED });
    expectQuarantine('brittle');
  } finally {
    delete place.sources.database;
    await server.stop();
  }
}, 300_000);
