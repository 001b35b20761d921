import { execFileSync } from 'node:child_process';
import { errorCode, json } from '../support/httpClient.js';
import { EMBEDDED_PATIENCE } from '../support/monitorProcess.js';
import { MINUTE, ROWS_A_MINUTE } from '../support/monitorTable.js';
import { more, post, sent, streamModel } from '../support/sentRows.js';
import { openStore } from '../../exporter/src/store/store.js';
import { loadConfiguration } from '../../exporter/src/cli/configuration.js';
import { expectEndsCounted, streamTests } from '../support/streamTests.js';

const { folder, start, fresh, configOf, taking, opened } = streamTests();

/** Rows that a writer has counted under each version, those of counters, and what is in the profiles. */
async function rowsByVersion(
  config: string,
  model: string,
): Promise<Record<string, { profiles: number; counters: number }>> {
  const store = await openStore((await loadConfiguration(config)).store);
  try {
    const found: Record<string, { profiles: number; counters: number }> = {};
    for (const { version } of await store.references.list(model)) {
      const reference = (await store.references.load(model, version))?.reference;
      const grade = reference?.features.filter(({ feature }) => feature.name === 'grade') ?? [];
      let profiles = 0;
      for await (const some of store.readBuckets(model, version, grade, 0, 8.64e15)) {
        for (const { profile } of some) profiles += profile.rows;
      }
      const counters = await store.counters(model, version, 'exporter');
      const [own] = counters.filter(({ feature }) => feature === 'grade');
      found[version] = { profiles, counters: [...(own?.counts ?? [])].reduce((a, b) => a + b, 0) };
    }
    return found;
  } finally {
    await store.close();
  }
}

test(
  'a new reference: rows count under the one in use when they came, whole and once, also after going back',
  async () => {
    const { table, config, ...started } = await opened('promote');
    let { monitor } = started;
    const promote = async (): Promise<string> => {
      const path = `/api/v1/models/${table.name}/reference/promote`;
      return json<{ version: string }>(await monitor.ask(path, { method: 'POST' })).version;
    };
    const first = await sent(monitor, table.name, await more(table, 10));
    await table.fillReference(500);
    const version = await promote();
    expect(version).not.toBe(first.reference);
    const second = await sent(monitor, table.name, await more(table, 5));
    expect(second.reference).toBe(version);
    // back to the first, in the bucket that was closed for it early
    await table.run(`DELETE FROM ${table.name}_reference`);
    await table.fillReference(2_000);
    expect(await promote()).toBe(first.reference);
    // killed before a check could write it
    const third = await sent(monitor, table.name, await more(table, 3));
    expect(third.reference).toBe(first.reference);
    await monitor.end('SIGKILL');
    monitor = await taking(config, table);
    const last = await sent(monitor, table.name, await more(table, 4));
    expect(last).toMatchObject({ reference: first.reference, rejected: { late: 0 } });
    await monitor.untilCounted(table);
    expect(await monitor.end()).toMatchObject({ code: 0 });
    const rows = await rowsByVersion(config, table.name);
    expect(rows[first.reference]?.profiles).toBe(17 * ROWS_A_MINUTE);
    expect(rows[version]).toEqual({ profiles: 5 * ROWS_A_MINUTE, counters: 5 * ROWS_A_MINUTE });
  },
  EMBEDDED_PATIENCE,
);

test('rows of an open bucket that come after the first check, and are older than all before: they count', async () => {
  const { table, config, monitor } = await opened('first');
  const rows = await more(table, 12);
  const late = rows.splice(10 * ROWS_A_MINUTE, ROWS_A_MINUTE);
  const newest = rows.splice(-ROWS_A_MINUTE);
  await sent(monitor, table.name, newest);
  await monitor.untilChecked(table.name);
  expect(await sent(monitor, table.name, late)).toMatchObject({ accepted: ROWS_A_MINUTE });
  await monitor.untilChecked(table.name);
  await sent(monitor, table.name, await more(table, 4));
  await monitor.untilCounted(table);
  expect(await monitor.end()).toMatchObject({ code: 0 });
  const counted = await rowsByVersion(config, table.name);
  expect(Object.values(counted).map(({ profiles }) => profiles)).toEqual([6 * ROWS_A_MINUTE]);
});

test(
  'stopped and started, and loaded again while rows come: nothing is lost',
  async () => {
    const { table, config, ...started } = await opened('reload');
    let { monitor } = started;
    for (let step = 0; step < 4; step++) {
      const rows = await more(table, 9);
      const half = rows.length >> 1;
      const [, one, other] = await Promise.all([
        monitor.ask('/-/reload', { method: 'POST' }),
        sent(monitor, table.name, rows.slice(0, half)),
        sent(monitor, table.name, rows.slice(half)),
      ]);
      expect(one.accepted + other.accepted).toBe(rows.length);
      if (step === 1) {
        expect(await monitor.end()).toMatchObject({ code: 0 });
        monitor = await taking(config, table);
      }
    }
    const stored = await expectEndsCounted({ table, config, monitor });
    expect(stored.position.closedUntil).toBe(table.newest - 3 * MINUTE);
  },
  EMBEDDED_PATIENCE,
);

test(
  'another length of buckets is refused while rows are held, and they are still there once it is set back',
  async () => {
    const { table, config, ...started } = await opened('bucket');
    let { monitor } = started;
    await sent(monitor, table.name, await more(table, 10));
    await monitor.end();
    configOf(table, 'bucket', { models: [streamModel(table, { bucket: '30s', windows: ['10m'] })] });
    monitor = start(config);
    const { failure } = await monitor.untilModel(table.name, ({ failure: found }) => found !== null);
    expect(failure?.message).toContain('holds rows in buckets of 60 s that are still open');
    await monitor.end();
    configOf(table, 'bucket');
    monitor = await taking(config, table);
    await sent(monitor, table.name, await more(table, 5));
    await expectEndsCounted({ table, config, monitor });
  },
  EMBEDDED_PATIENCE,
);

test('a folder that cannot be written: rows are refused, and taken once it can', async () => {
  const table = fresh();
  const blocked = folder.write('blocked/streams', 'a file where a folder should be');
  const config = configOf(table, 'blocked', { store: { url: table.url, streams: blocked } });
  const monitor = start(config);
  const { failure } = await monitor.untilModel(table.name, ({ failure: found }) => found !== null);
  expect(failure?.message).toMatch(/counts of a stream cannot be kept in this folder: (ENOTDIR|EEXIST)/);
  const refused = await post(monitor, table.name, await more(table, 1));
  expect({ status: refused.status, code: errorCode(refused) }).toEqual({
    status: 503,
    code: 'stream_not_ready',
  });
});

test(
  'a disk that is full: what cannot be kept is refused and not counted, and taken once there is space',
  async () => {
    // a limit of the size of files: to a process it is the same
    const options = { prefix: ['prlimit', '--fsize=10000:unlimited'] };
    const { table, config, monitor } = await opened('full', { options });
    const refused: { key: string; rows: readonly unknown[] }[] = [];
    for (let minute = 0; minute < 40; minute++) {
      const rows = await more(table, 1);
      const key = `minute ${minute}`.replace(' ', '-');
      const answer = await post(monitor, table.name, rows, { key });
      if (answer.status === 200) continue;
      expect({ status: answer.status, code: errorCode(answer) }).toEqual({
        status: 503,
        code: 'stream_unwritable',
      });
      expect(answer.text).toContain('EFBIG');
      refused.push({ key, rows });
      // nothing after it, lest it come too late
      break;
    }
    expect(refused).toHaveLength(1);
    execFileSync('prlimit', ['--pid', String(monitor.pid), '--fsize=unlimited:unlimited']);
    for (const { key, rows } of refused) {
      expect(await sent(monitor, table.name, rows, { key })).toMatchObject({
        replayed: false,
        accepted: rows.length,
      });
    }
    await sent(monitor, table.name, await more(table, 4));
    await expectEndsCounted({ table, config, monitor });
  },
  EMBEDDED_PATIENCE,
);

test('clocks: rows of the future wait for nobody, late ones are told, by the system clock', async () => {
  const monitoring = { check_frequency: '200ms', lookback_window: '3d', clock: 'system' };
  const { table, monitor } = await opened('clocks', { sections: { monitoring } });
  const row = (ahead: number) => ({
    at: new Date(Date.now() + ahead).toISOString(),
    income: 1,
    grade: 'gold',
  });
  const ahead = await sent(monitor, table.name, [row(0), row(4 * MINUTE), row(60 * MINUTE)]);
  expect(ahead).toMatchObject({ accepted: 2, rejected: { future: 1, late: 0 } });
  expect(ahead.rejections).toMatchObject([
    { row: 2, field: 'at', reason: expect.stringContaining('in the future') },
  ]);
  // what a clock that is ahead has sent closes no bucket for others
  const behind = await sent(monitor, table.name, [row(-MINUTE), row(-30 * MINUTE)]);
  expect(behind).toMatchObject({ accepted: 1, rejected: { late: 1 } });
  expect(behind.rejections).toMatchObject([{ row: 1, reason: expect.stringContaining('too late') }]);
  const metrics = await monitor.metrics();
  const rows = (result: string) => metrics.value('drift_stream_rows_total', { model: table.name, result });
  expect(['accepted', 'late', 'future', 'invalid'].map(rows)).toEqual([3, 1, 1, 0]);
});
