import { loadConfiguration } from '../../exporter/src/cli/configuration.js';
import type { ModelConfig } from '../../exporter/src/config/schema.js';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import { backfill } from '../../exporter/src/monitor/backfill.js';
import { ModelMonitor } from '../../exporter/src/monitor/modelMonitor.js';
import type { Observer } from '../../exporter/src/monitor/observer.js';
import { openStore, type KeptScore, type Store } from '../../exporter/src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { EMBEDDED_PATIENCE } from '../support/monitorProcess.js';
import { monitorConfig } from '../support/monitorConfig.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** A Thursday: weeks of UTC since the epoch begin there. */
const BEGIN = Date.UTC(2025, 0, 2);
const WEEKS = 9;
const HOURS_A_BUCKET = 6;
/** Rows of each channel in six hours; `c` has outgrown `b` from the fourth week on. */
const rows = { a: 20, b: 8, c: 4, d: 3 };
const GROWN = 26;

const folder = dataFolder();
const databases: TestDatabase[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

/** A database with the rows of some weeks, and the configuration of a monitor that keeps its results there. */
async function loans(
  name: string,
  from: number,
  to: number,
  { reference = { to: new Date(BEGIN + 2 * WEEK).toISOString() } as object, lookback = '366d' } = {},
) {
  const database = await createTestDatabase();
  databases.push(database);
  await database.query('CREATE TABLE loans (at timestamptz, income float8, channel text)');
  const fill = async (first: number, last: number): Promise<void> => {
    for (const [channel, count] of Object.entries(rows)) {
      const grown = channel === 'c' ? GROWN : count;
      await database.query(
        `INSERT INTO loans SELECT to_timestamp($1::float8 / 1000 + bucket * ${HOURS_A_BUCKET * 3600} + n), ((n * 7919 + bucket * 31) % 101)::float8, $2
         FROM generate_series($3::int, $4::int - 1) AS bucket,
           generate_series(1, CASE WHEN bucket >= 3 * 28 THEN $6::int ELSE $5::int END) AS n`,
        [BEGIN, channel, first * 28, last * 28, count, grown],
      );
    }
  };
  await fill(from, to);
  const path = monitorConfig(folder, name, {
    warehouse: database.url,
    store: { url: database.url },
    monitoring: { lookback_window: lookback },
    models: [
      {
        name: 'loans',
        source: 'warehouse',
        table: 'loans',
        timestamp_column: 'at',
        features: ['income'],
        segments: [{ column: 'channel', top: 2 }],
        reference,
        bucket: `${HOURS_A_BUCKET}h`,
        lateness: '1h',
        windows: ['1d', '7d'],
      },
    ],
  });
  const config = await loadConfiguration(path);
  const [model] = config.models as [ModelConfig];
  return { config, model, fill };
}

const silent: Observer = {
  checkStarted: () => undefined,
  checkFinished: () => undefined,
  checkFailed: (_, stage, __, error) => {
    throw new Error(`${stage} failed`, { cause: error });
  },
  sourceUp: () => undefined,
  storeUp: () => undefined,
  progress: () => undefined,
  warning: () => undefined,
};

type Loans = Awaited<ReturnType<typeof loans>>;

/** One life of an exporter. */
async function check({ config, model }: Loans) {
  const store = await openStore(config.store);
  const monitor = new ModelMonitor(config, model, store, silent, 'exporter');
  await monitor.check();
  const { state } = monitor;
  await monitor.close();
  await store.close();
  return state;
}

async function kept({ config }: Loans) {
  const store = await openStore(config.store);
  try {
    const version = (await store.references.activeVersion('loans')) ?? '';
    const choices = await store.segmentChoices('loans', version, 'channel');
    return { choices: choices.map(({ from, values }) => ({ from, values })), scores: await scoresOf(store) };
  } finally {
    await store.close();
  }
}

async function scoresOf(store: Store): Promise<KeptScore[]> {
  const names = ['channel=a', 'channel=b', 'channel=c', 'channel=d', 'channel=other'];
  const all = await Promise.all(names.map((segment) => store.scores({ model: 'loans', segment })));
  return all.flat();
}

/** Segments without the moments at which their results are too old. */
const timeless = ({ segments }: Awaited<ReturnType<typeof check>>) =>
  segments.map((segment) => ({
    ...segment,
    windows: segment.windows.map((window) => ({ ...window, expires: null })),
  }));

// the fourth and fifth week are enough: with the two before, `c` has over 1.5 times the rows of `b`
const ENTRY = BEGIN + 5 * WEEK + HOURS_A_BUCKET * 3_600_000;

test(
  'a value enters once it has clearly outgrown another, at the same time however often the exporter starts',
  async () => {
    const once = await loans('once', 0, WEEKS);
    const state = await check(once);
    const found = await kept(once);
    expect(found.choices).toEqual([
      { from: BEGIN, values: ['a', 'b'] },
      { from: ENTRY, values: ['a', 'c'] },
    ]);
    expect(state.segments.map(({ name }) => name).sort()).toEqual([
      'channel=a',
      'channel=c',
      'channel=other',
    ]);
    // b was counted apart until then, c since
    const ends = (segment: string) =>
      found.scores
        .filter((score) => score.segment === segment && score.windowName === '1d')
        .map(({ to }) => to);
    expect(Math.max(...ends('channel=b'))).toBeLessThanOrEqual(ENTRY);
    expect(Math.min(...ends('channel=c'))).toBeGreaterThan(ENTRY);
    // the last day is still open
    expect(ends('channel=a')).toHaveLength(WEEKS * 7 - 1);
    // windows that reach back before it entered tell nothing
    const week = found.scores.filter(
      ({ segment, windowName }) => segment === 'channel=c' && windowName === '7d',
    );
    expect(week.find(({ to }) => to > ENTRY + 2 * DAY)?.result).toMatchObject({ drifted: null });
    expect(week.at(-1)?.result.drifted).toBe(false);
    expect(week.at(-1)?.result.rows.current).toBe(28 * GROWN);

    const often = await loans('often', 0, 3);
    for (let weeks = 3; ; weeks++) {
      await check(often);
      if (weeks === WEEKS) break;
      await often.fill(weeks, weeks + 1);
    }
    expect(await kept(often)).toEqual(found);

    const filled = await loans('filled', 0, WEEKS);
    const store = await openStore(filled.config.store);
    await backfill(filled.config, filled.model, store, {
      from: new Date(BEGIN),
      // the monitor leaves the last bucket open
      to: new Date(BEGIN + WEEKS * WEEK - HOURS_A_BUCKET * 3_600_000),
      writer: 'backfill',
      onProgress: () => undefined,
      onWarning: () => undefined,
      onScores: async () => undefined,
    });
    await store.close();
    expect(await kept(filled)).toEqual(found);
  },
  EMBEDDED_PATIENCE,
);

test(
  'where the reference moves on, each segment is compared with its own past, of a value that enters, too',
  async () => {
    const reference = { rolling: '14d' };
    const once = await loans('moving', 0, WEEKS, { reference, lookback: '49d' });
    const state = await check(once);
    const found = await kept(once);
    expect(found.choices).toEqual([
      // before the last bucket, seven weeks back
      { from: BEGIN + 2 * WEEK - HOURS_A_BUCKET * 3_600_000, values: ['a', 'b'] },
      { from: ENTRY, values: ['a', 'c'] },
    ]);
    // the two weeks before the longest window that ends with the last closed bucket
    for (const [index, { features }] of state.windows.entries()) {
      expect(features[0]?.rows.reference).toBe(56 * (rows.a + rows.b + GROWN + rows.d));
      const own = state.segments.map((segment) => [
        segment.name,
        segment.windows[index]?.features[0]?.rows.reference,
        segment.windows[index]?.features[0]?.drifted,
      ]);
      expect(own.sort()).toEqual([
        ['channel=a', 56 * rows.a, false],
        ['channel=c', 56 * GROWN, false],
        ['channel=other', 56 * (rows.b + rows.d), false],
      ]);
    }
    // and so does what is published of the reference
    const { text } = await new Exposition(new HealthMetrics('0.0.0'), 10_000).render([state], new Date(0));
    expect(text).toMatch(
      new RegExp(`^drift_cell_reference_rows\\{.*\\} ${56 * (rows.a + rows.b + GROWN + rows.d)}$`, 'm'),
    );

    const after = (segment: string) =>
      found.scores.find(
        (score) => score.segment === segment && score.windowName === '1d' && score.to > ENTRY + DAY,
      )?.result;
    // as it was counted among the rest
    expect(after('channel=c')).toMatchObject({ drifted: false, rows: { reference: 56 * GROWN } });
    expect(after('channel=other')).toMatchObject({
      drifted: null,
      reason: expect.stringContaining('only 0s before this window have been counted'),
    });
    expect(after('channel=a')).toMatchObject({ drifted: false, rows: { reference: 56 * rows.a } });

    const often = await loans('moving often', 0, 3, { reference, lookback: '7d' });
    for (let weeks = 3; ; weeks++) {
      const again = await check(often);
      if (weeks === WEEKS) {
        expect(timeless(again)).toEqual(timeless(state));
        break;
      }
      await often.fill(weeks, weeks + 1);
    }
    expect(await kept(often)).toEqual(found);
  },
  EMBEDDED_PATIENCE,
);

test(
  'segments that are configured later hold the rows since then, and a reference whose rows are gone says so',
  async () => {
    const later = await loans('later', 0, 4);
    const plain = { ...later, model: { ...later.model, segments: [] } };
    expect((await check(plain)).segments).toEqual([]);
    const state = await check(later);
    const week = state.segments[0]?.windows.find(({ name }) => name === '7d');
    expect(week?.features[0]?.rows.current).toBeLessThanOrEqual(2 * rows.a);
    expect((await check(later)).reference?.version).toBe((await check(plain)).reference?.version);

    const [database] = databases;
    await database?.query('DELETE FROM loans WHERE at < to_timestamp($1::float8 / 1000)', [BEGIN + DAY]);
    const more = { ...later, model: { ...later.model, segments: [{ column: 'channel', top: 3 }] } };
    const changed = await check(more);
    expect(changed.segments).toHaveLength(4);
    const reasonOf = (segment: string) =>
      changed.segments.find(({ name }) => name === segment)?.windows[0]?.features[0]?.reason;
    for (const { name } of changed.segments) expect(reasonOf(name)).toContain('promote it');
  },
  EMBEDDED_PATIENCE,
);

test(
  'a segment column that is dropped while the monitor runs is told of, and all rows go on',
  async () => {
    const dropped = await loans('dropped', 0, 4);
    const [database] = databases;
    const store = await openStore(dropped.config.store);
    const monitor = new ModelMonitor(dropped.config, dropped.model, store, silent, 'exporter');
    await monitor.check();
    expect(monitor.state.segments).toHaveLength(3);
    await database?.query('ALTER TABLE loans DROP COLUMN channel');
    const insert = (columns: string, week: number): Promise<unknown> | undefined =>
      database?.query(
        `INSERT INTO loans (${columns}) SELECT to_timestamp($1::float8 / 1000 + n * 3600), n % 101${columns.includes('channel') ? ", 'a'" : ''}
         FROM generate_series(1, 167) AS n`,
        [BEGIN + week * WEEK],
      );
    await insert('at, income', 4);
    await monitor.check();
    expect(monitor.state.failure).toBeUndefined();
    expect(monitor.state.watermark).toEqual(new Date(BEGIN + 4 * WEEK + 167 * 3_600_000));
    expect(monitor.state.windows[0]?.features[0]?.rows.current).toBeGreaterThan(20);
    expect(monitor.state.warnings.join()).toContain('segments cannot be counted: ');

    // once it is there again, windows hold what has been counted since
    await database?.query('ALTER TABLE loans ADD COLUMN channel text');
    await insert('at, income, channel', 5);
    await monitor.check();
    expect(monitor.state.warnings).toEqual([]);
    const day = monitor.state.segments.find(({ name }) => name === 'channel=a')?.windows[0];
    expect(day?.features[0]?.rows.current).toBe(24 + 6);
    await monitor.close();
    await store.close();
  },
  EMBEDDED_PATIENCE,
);
