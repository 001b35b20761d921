import { writeCommit } from '../../../exporter/src/store/commit.js';
import type { ScoreRecord } from '../../../exporter/src/store/records.js';
import { eventually } from '../../support/eventually.js';
import { Draws } from '../../support/randomness.js';
import { dailyOf } from './dailyOf.js';
import { DAY, fixtureCommit, fixtureReference, fixtureScore, HOUR, START } from './fixture.js';
import type { Opened } from './testStore.js';

export function testDailyScores(opened: () => Opened): void {
  describe('scores by day', () => {
    const rows = <R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]> =>
      opened().database.query<R>(sql, values);
    const daily = (model: string): Promise<object[]> =>
      rows(
        `SELECT *, to_char(day, 'YYYY-MM-DD') AS day, window_end_utc AT TIME ZONE 'UTC' AS window_end_utc
         FROM drift.v1_daily_scores v WHERE model = $1 ORDER BY feature COLLATE "C", window_name COLLATE "C", v.day`,
        [model],
      );
    const keep = { buckets: 1e5 * DAY, days: 1e5 * DAY, scores: 1e5 * DAY };
    const only = (model: string, now: number) => (name: string) => (name === model ? now : undefined);

    test('are after any commits what the kept scores make of them', async () => {
      const { store } = opened();
      const kept = fixtureReference('random days', ['x', 'y']);
      const draws = new Draws(5);
      for (let commit = 0; commit < 40; commit++) {
        const scores = draws.many(1 + draws.below(12), () => drawnScore(draws));
        await store.commit(
          fixtureCommit(kept, {
            check: { ...fixtureCommit(kept, {}).check, startedAt: new Date(START + commit) },
            scores,
          }),
        );
      }
      const found = await daily('random days');
      expect(found.length).toBeGreaterThan(12);
      expect(found).toEqual(dailyOf('random days', await store.scores({ model: 'random days' })));
    });

    test('take a window into the day that its last instant lies in', async () => {
      const { store } = opened();
      const kept = fixtureReference('midnight', ['x']);
      await store.references.save(kept);
      await store.references.activate('midnight', kept.reference.version, new Date(START));
      const ends = [START, START + 1, START + DAY, START + DAY + HOUR];
      await store.commit(
        fixtureCommit(kept, { scores: ends.map((end) => fixtureScore('x', '6h', end, 0.1)) }),
      );
      expect(await daily('midnight')).toMatchObject([
        { day: '2025-12-31', windows: 1, window_end_utc: new Date(START), active_reference: true },
        { day: '2026-01-01', windows: 2, window_end_utc: new Date(START + DAY) },
        { day: '2026-01-02', windows: 1 },
      ]);
    });

    test('outlive the scores, and what comes late to them does not make them less', async () => {
      const { store } = opened();
      const kept = fixtureReference('outlived', ['x']);
      const hours = (from: number, count: number, psi: number): ScoreRecord[] =>
        Array.from({ length: count }, (_, hour) => fixtureScore('x', '1h', from + (hour + 1) * HOUR, psi));
      const write = (scores: readonly ScoreRecord[], round: number) =>
        store.commit(
          fixtureCommit(kept, {
            check: { ...fixtureCommit(kept, {}).check, startedAt: new Date(START + round) },
            scores,
          }),
        );
      await write(hours(START, 96, 0.1), 0);
      // in the midst of the second day, which therefore stays whole
      const now = START + 10 * DAY;
      const retention = { ...keep, scores: 10 * DAY - 36 * HOUR };
      await store.retain(retention, only('outlived', now));
      const times = (await store.scores({ model: 'outlived' })).map(({ to }) => (to - START) / HOUR);
      expect(times).toEqual(Array.from({ length: 72 }, (_, hour) => 25 + hour));
      const before = await daily('outlived');
      expect(before).toMatchObject([0, 1, 2, 3].map(() => ({ windows: 24, psi: 0.1 })));
      // some of a day whose scores are gone, and one of a day whose scores are there
      await write([...hours(START, 3, 0.9), fixtureScore('x', '1h', START + 30 * HOUR, 0.2)], 1);
      const [first, second, ...others] = await daily('outlived');
      expect(first).toEqual(before[0]);
      expect(second).toMatchObject({ windows: 24, psi: 0.2, window_end_utc: new Date(START + 30 * HOUR) });
      expect(others).toEqual(before.slice(2));
      // all of it
      await write(hours(START, 24, 0.7), 2);
      expect((await daily('outlived'))[0]).toMatchObject({ windows: 24, psi: 0.7 });

      await store.retain(retention, only('outlived', now));
      expect(await daily('outlived')).toHaveLength(4);
      await store.retain({ ...retention, days: 10 * DAY - 36 * HOUR }, only('outlived', now));
      expect(await daily('outlived')).toHaveLength(3);
      await store.retain({ buckets: 0, days: 0, scores: 0 }, only('outlived', START + 4 * DAY + 1));
      expect(await daily('outlived')).toEqual([]);
    });

    test('have the windows of two who write at once', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('at once', ['x']);
      const commit = (writer: string, hour: number) =>
        fixtureCommit(kept, { writer, scores: [fixtureScore('x', '1h', START + hour * HOUR, 0.1)] });
      await store.commit(commit('zero', 1));
      let second = Promise.resolve();
      await database.transaction(async (transaction) => {
        await writeCommit(transaction, commit('one', 2));
        second = store.commit(commit('two', 3));
        // PGlite lets nobody begin meanwhile
        if (database.kind === 'pglite') return;
        await eventually(
          () => rows('SELECT FROM pg_locks WHERE NOT granted'),
          ({ length }) => length > 0,
        );
      });
      await second;
      expect(await daily('at once')).toMatchObject([{ windows: 3 }]);
    });

    test('are gone with a dropped model', async () => {
      const { store } = opened();
      const kept = fixtureReference('gone days', ['x']);
      await store.commit(fixtureCommit(kept, { scores: [fixtureScore('x', '1h', START, 0.3)] }));
      expect(await daily('gone days')).toHaveLength(1);
      await store.dropModel('gone days');
      expect(await daily('gone days')).toEqual([]);
      await store.retain(keep, () => undefined);
      expect(
        await rows(
          'SELECT FROM drift.daily_scores d LEFT JOIN drift.series s ON s.id = d.series_id WHERE s.model IS NULL',
        ),
      ).toEqual([]);
    });

    test('span the dimension of time, hour by hour', async () => {
      const kept = fixtureReference('time', ['x']);
      const scores = [START, START + 3 * DAY].map((end) => fixtureScore('x', '1h', end, 0.1));
      await opened().store.commit(fixtureCommit(kept, { scores }));
      const [bounds] = await rows<{ hours: number }>(
        `SELECT ((max(day) - min(day) + 1) * 24)::int AS hours FROM drift.v1_daily_scores`,
      );
      expect(bounds?.hours).toBeGreaterThan(24);
      expect(await rows('SELECT count(DISTINCT hour_start)::int AS hours FROM drift.v1_time')).toEqual([
        bounds,
      ]);
      expect(
        await rows(
          `SELECT *, day::text, week_start::text, hour_start_utc::text FROM drift.v1_time
           WHERE hour_start_utc = '2025-12-31 23:00'`,
        ),
      ).toEqual([
        {
          ...{ hour_start_utc: '2025-12-31 23:00:00', hour_start: new Date(START - HOUR), day: '2025-12-31' },
          ...{ year: 2025, quarter: 4, month: 12, month_name: 'December', iso_week: 1, day_of_month: 31 },
          ...{ week_start: '2025-12-29', weekday: 3, weekday_name: 'Wednesday', hour: 23, weekend: false },
        },
      ]);
    });
  });
}

/** Few values, so that windows are equal in some respect, and end at midnight often. */
function drawnScore(draws: Draws): ScoreRecord {
  const windowName = ['1h', '6h'][draws.below(2)] ?? '';
  const to = START + draws.below(4) * DAY + draws.below(5) * 6 * HOUR;
  const score = fixtureScore(['x', 'y'][draws.below(2)] ?? '', windowName, to, draws.below(5) / 10);
  const { result } = score;
  if (draws.below(4) === 0) {
    return { ...score, result: { ...result, drifted: null, severity: 'inconclusive', statistics: {} } };
  }
  const severity = (['none', 'small', 'significant', 'critical'] as const)[draws.below(4)] ?? 'none';
  const missing = { value: draws.uniform(), noise_floor: draws.uniform(), p_value: 1 };
  return {
    ...score,
    thresholds: { small: draws.uniform(), significant: 0.2, critical: Infinity },
    result: {
      ...result,
      ...{ severity, drifted: severity !== 'none', reason: `draw ${draws.uniform()}` },
      rows: { reference: 1500, current: draws.below(100) },
      missing_ratio: { reference: 0, current: draws.uniform() },
      statistics: { ...result.statistics, missing_psi: missing },
    },
  };
}
