import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../../exporter/src/config/schema.js';
import { Secret } from '../../../exporter/src/config/secret.js';
import { openStore } from '../../../exporter/src/store/store.js';
import { startPostgres, type PostgresServer } from '../../services/postgres.js';
import { createTestDatabase } from '../../services/postgresDatabase.js';
import { eventually } from '../../support/eventually.js';
import { Draws } from '../../support/randomness.js';
import { fixtureReference, HOUR, START, totals } from './fixture.js';

const program = fileURLToPath(new URL('./commitLoop.js', import.meta.url));
const retention = { buckets: 0, days: 0, scores: 0 };
const running: ChildProcess[] = [];

function start(place: string, writer: string): ChildProcess {
  const child = spawn(process.execPath, [program, place, writer], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  return child;
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Lets a program commit some hours and kills it at about some moment of the next. @returns the last hour it knew was done */
async function killAmid(child: ChildProcess, hours: number, turns: number): Promise<number> {
  const ended = once(child, 'exit');
  let last = -1;
  let begun = 0;
  if (child.stdout === null) throw new Error('nothing to read from');
  for await (const line of createInterface(child.stdout)) {
    const [word, hour] = line.split(' ');
    if (word === 'done') last = Number(hour);
    if (word === 'begin' && ++begun === hours) {
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      child.kill('SIGKILL');
    }
  }
  await ended;
  return last;
}

/** Everything of an hour is there, or nothing; and what the program knew to be done is there. */
async function expectWhole(
  config: Config['store'],
  writers: readonly string[],
  known: number,
): Promise<void> {
  const store = await openStore(config);
  try {
    const { version, features } = fixtureReference('crash', ['x', 'y', 'z']).reference;
    let expected = 0;
    let hours = 0;
    for (const writer of writers) {
      const { closedUntil = START } = (await store.position('crash', version, writer)) ?? {};
      const done = (closedUntil - START) / HOUR;
      hours += done;
      if (done > 0) expected += (done + 1) * 38;
      const counters = await store.counters('crash', version, writer);
      expect(counters.map(({ counts }) => counts)).toEqual(
        done === 0 ? [] : [Float64Array.of(38 * done, done)],
      );
    }
    expect(hours).toBeGreaterThan(known);
    const sums = await totals(store.readBuckets('crash', version, features, 0, Number.MAX_SAFE_INTEGER));
    expect([...sums.values()].map(({ rows }) => rows)).toEqual(
      expected === 0 ? [] : [expected, expected, expected],
    );
    const scores = await store.scores({ model: 'crash', feature: 'x' });
    if (writers.length === 1) expect(scores).toHaveLength(hours);
    expect(await store.audit.verify()).toMatchObject({ intact: true, rows: hours });
  } finally {
    await store.close();
  }
}

describe('killed at any point', () => {
  test('PGlite keeps what it has said to be done, and opens again', async () => {
    const path = await mkdtemp(join(tmpdir(), 'drift-crash-'));
    const draws = new Draws(11);
    let last = -1;
    for (let round = 0; round < 6; round++) {
      const known = await killAmid(start(path, 'one'), 1 + draws.below(12), draws.below(400));
      last = Math.max(last, known);
      // every other start has the lock and the log of the one before to clear away itself
      if (round % 2 === 1) await expectWhole({ path, retention }, ['one'], last);
    }
    expect(last).toBeGreaterThan(10);
    await rm(path, { recursive: true });
  }, 180_000);

  test('a first start that is killed while it makes its folder leaves nothing that the next stumbles over', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'drift-crash-'));
    const draws = new Draws(5);
    let unfinished = 0;
    for (let round = 0; round < 3; round++) {
      const path = join(parent, String(round));
      await mkdir(path);
      let changes = 1 + draws.below(6);
      const child = start(path, 'one');
      const ended = once(child, 'exit');
      const watcher = watch(path, { recursive: false }, () => {
        if (--changes === 0) child.kill('SIGKILL');
      });
      await ended;
      watcher.close();
      if (!existsSync(join(path, 'database'))) unfinished++;
      await expectWhole({ path, retention }, ['one'], -1);
    }
    expect(unfinished).toBeGreaterThan(0);
    await rm(parent, { recursive: true });
  }, 180_000);

  test('two writers on one PostgreSQL add up', async () => {
    const database = await createTestDatabase();
    const draws = new Draws(3);
    const config = { url: new Secret(database.url), retention };
    let known = -1;
    for (let round = 0; round < 3; round++) {
      const done = await Promise.all(
        ['one', 'two'].map((writer) =>
          killAmid(start(database.url, writer), 2 + draws.below(10), draws.below(100)),
        ),
      );
      known = Math.max(known, ...done);
      await expectWhole(config, ['one', 'two'], known);
    }
    await database.drop();
  }, 120_000);
});

describe('a PostgreSQL that goes away', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ fsync: 'on' });
  });
  afterAll(() => server.stop());

  const crash = async (): Promise<void> => {
    const { pid } = server;
    // at once, without a word to anybody: the log is worked through at the next start
    process.kill(pid, 'SIGQUIT');
    await eventually(
      () => {
        try {
          return process.kill(pid, 0);
        } catch {
          return false;
        }
      },
      (lives) => !lives,
    );
  };

  test('in the midst of commits keeps what it has said to be done, and a store that is open goes on when it is back', async () => {
    const config = { url: new Secret(server.url), retention };
    const store = await openStore(config);
    const child = start(server.url, 'one');
    const ended = once(child, 'exit');
    let last = -1;
    let said = '';
    if (child.stdout === null) throw new Error('nothing to read from');
    for await (const line of createInterface(child.stdout)) {
      said = line;
      if (line.startsWith('done')) last = Number(line.split(' ')[1]);
      if (line === 'begin 20') await crash();
    }
    await ended;
    expect(said).toBe('failed store_unreachable');
    expect(last).toBeGreaterThanOrEqual(19);
    const password = new URL(server.url).password;
    const failure: unknown = await store.audit.list({ limit: 1 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'store_unreachable',
      message: expect.stringContaining('127.0.0.1'),
    });
    expect(JSON.stringify(failure) + String(failure)).not.toContain(password);
    await expect(openStore(config)).rejects.toMatchObject({ code: 'store_unreachable' });

    await server.restart();
    expect(await store.audit.list({ limit: 1 })).toHaveLength(1);
    await store.close();
    await expectWhole(config, ['one'], last);
  }, 120_000);
});
