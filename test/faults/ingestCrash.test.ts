import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { BrittlePostgres } from '../support/brittlePostgres.js';
import { runCli } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { ingestPlace } from '../support/ingestFolder.js';
import { Draws } from '../support/randomness.js';

const place = ingestPlace();
const { folder } = place;
const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));
const ROWS = 4_000;
const row = (id: number): string => (id % 40 === 7 ? `${id},broken` : `${id},${id % 9}`);
const REFUSED = ROWS / 40;

function start(configuration: string, file: string): ChildProcess {
  return spawn(process.execPath, [main, 'ingest', '--config', configuration, file], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

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

test('a database that is killed, or hangs, amid an ingest is told, and the next one goes on', async () => {
  const server = await BrittlePostgres.start();
  try {
    const owner = new pg.Client({ connectionString: server.url });
    owner.on('error', () => undefined);
    await owner.connect();
    await owner.query('CREATE TABLE crash_brittle (id bigint, age double precision)');
    // a slow table, so that there is an amid
    await owner.query(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
      CREATE TRIGGER slow AFTER INSERT ON crash_brittle FOR EACH STATEMENT EXECUTE FUNCTION slow()`);
    const { configuration, file } = await prepare('brittle', server.url);
    const count = async (): Promise<number> =>
      Number((await owner.query<{ n: string }>('SELECT count(*) AS n FROM crash_brittle')).rows[0]?.n);
    const run = runCli(['ingest', '--config', configuration, file]);
    await eventually(count, (rows) => rows > 50);
    await owner.end();
    await server.kill();
    const killed = await run;
    expect(killed.code).toBe(1);
    expect(killed.error).toMatch(
      /error: source database: table crash_brittle at .* cannot be reached: .* goes on from there/,
    );
    await server.restart();
    const again = new pg.Client({ connectionString: server.url });
    await again.connect();
    await again.query('DROP TRIGGER slow ON crash_brittle');
    const { code } = await runCli(['ingest', '--config', configuration, file]);
    expect(code).toBe(0);
    const { rows } = await again.query(
      'SELECT count(*)::int AS n, count(DISTINCT id)::int AS ids FROM crash_brittle',
    );
    expect(rows).toEqual([{ n: ROWS - REFUSED, ids: ROWS - REFUSED }]);
    await again.end();
    expectQuarantine('brittle');
  } finally {
    await server.stop();
  }
}, 300_000);
