import type { BucketProfile, DistributionRecord } from '../../../exporter/src/store/records.js';
import {
  DAY,
  fixtureBuckets,
  fixtureCommit,
  fixtureReference,
  fixtureScore,
  HOUR,
  START,
  totals,
} from './fixture.js';
import { fixtureFindings } from './fixtureFindings.js';
import { momentsAt } from './testMoments.js';
import type { Opened } from './testStore.js';

export function testRetention(opened: () => Opened): void {
  describe('retention', () => {
    const forever = 1e5 * DAY;
    const keep = { buckets: forever, days: forever, scores: forever };
    const only =
      (model: string, now: number) =>
      (name: string): number | undefined =>
        name === model ? now : undefined;

    test('roll-up makes days, one a writer, whose sums are the same to the last bit', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('rolled', ['x', 'y', 'z']);
      const { version, features } = kept.reference;
      await store.references.save(kept);
      const segment = 'origin=EWR';
      for (const writer of ['one', 'two']) {
        const all = fixtureBuckets(features, START + 5 * HOUR, 24 * 40, { seed: writer.length }).map(
          labelled,
        );
        const part = fixtureBuckets(features, START + 5 * HOUR, 24 * 40, { seed: 7, segment, rows: 20 }).map(
          labelled,
        );
        await store.commit(fixtureCommit(kept, { writer, buckets: [...all, ...part] }));
      }
      const end = START + 50 * DAY;
      const read = async () => {
        const whole = await totals(store.readBuckets('rolled', version, features, START, end));
        const part = await totals(store.readBuckets('rolled', version, features, START, end, segment));
        return [...whole.values(), ...part.values()];
      };
      const before = await read();
      // sums of labels are kept of all rows only
      expect(before.map(({ joint }) => joint.label?.counts.reduce((sum, rows) => sum + rows))).toEqual([
        ...[2 * 960 * 37, 2 * 960 * 37, 2 * 960 * 37],
        ...Array(3).fill(undefined),
      ]);
      const now = START + 38 * DAY + 7 * HOUR;
      const { rolledUp } = await store.retain({ ...keep, buckets: 2 * DAY }, only('rolled', now));
      // whole days before the 36th, the first of which begins at five; a segment has one row for all features
      expect(rolledUp).toBe(2 * 4 * (36 * 24 - 5));
      const after = await read();
      expect(after.map(({ rows }) => rows)).toEqual([
        ...Array(3).fill(2 * 960 * 38),
        ...Array(3).fill(2 * 960 * 20),
      ]);
      for (const [index, profile] of after.entries()) {
        const wanted = before[index];
        // of the joint sums to the last bit, too: they are halves
        expect({ ...profile, sums: null, squares: null }).toEqual({ ...wanted, sums: null, squares: null });
        profile.sums.forEach((sum, cell) => expect(sum).toBeCloseTo(wanted?.sums[cell] ?? NaN, 9));
      }
      const rows = await database.query(
        `SELECT p.bucket_length AS length, p.rows, p.writer, count(*)::int AS buckets FROM drift.profiles p
         JOIN drift.series s ON s.id = p.series_id WHERE s.model = 'rolled' AND s.feature = 'x' AND p.bucket_length = 86400
         GROUP BY 1, 2, 3 ORDER BY 3, 2`,
      );
      expect(rows).toEqual(
        ['one', 'two'].flatMap((writer) => [
          { length: 86400, rows: 38 * 19, writer, buckets: 1 },
          { length: 86400, rows: 38 * 24, writer, buckets: 35 },
        ]),
      );
      expect(await store.retain({ ...keep, buckets: 2 * DAY }, only('rolled', now))).toMatchObject({
        rolledUp: 0,
      });
    });

    test('what a model still needs as it was counted stays so, whatever the retention says', async () => {
      const { store } = opened();
      const kept = fixtureReference('needed', ['x']);
      await store.references.save(kept);
      const { features } = kept.reference;
      await store.commit(fixtureCommit(kept, { buckets: fixtureBuckets(features, START, 10 * 24) }));
      const retain = async (days: number): Promise<number> => {
        const retention = { ...keep, buckets: DAY, days: 2 * DAY };
        return (await store.retain(retention, only('needed', START + 10 * DAY), () => days * DAY)).rolledUp;
      };
      expect(await retain(10)).toBe(0);
      expect(await retain(8)).toBe(2 * 24);
      expect(
        (
          await totals(
            store.readBuckets('needed', kept.reference.version, features, START + 2 * DAY, START + 10 * DAY),
          )
        ).get('x')?.rows,
      ).toBe(8 * 24 * 38);
    });

    test('what is counted again of a rolled-up day is not added to it, and a whole day is replaced', async () => {
      const { store } = opened();
      const kept = fixtureReference('recounted', ['x']);
      const { version, features } = kept.reference;
      await store.references.save(kept);
      await store.commit(fixtureCommit(kept, { buckets: fixtureBuckets(features, START, 72) }));
      await store.retain({ ...keep, buckets: DAY }, only('recounted', START + 3 * DAY));
      const rows = async (): Promise<number | undefined> =>
        (await totals(store.readBuckets('recounted', version, features, START, START + 9 * DAY))).get('x')
          ?.rows;
      expect(await rows()).toBe(72 * 38);
      const again = (from: number, hours: number) =>
        store.commit(
          fixtureCommit(kept, {
            replace: { from, to: from + hours * HOUR },
            buckets: fixtureBuckets(features, from, hours, { rows: 50 }),
          }),
        );
      await again(START + 3 * HOUR, 5);
      expect(await rows()).toBe(72 * 38);
      await again(START, 5);
      expect(await rows()).toBe(72 * 38);
      await again(START, 24);
      expect(await rows()).toBe(48 * 38 + 24 * 50);
      await again(START + 12 * HOUR, 36);
      expect(await rows()).toBe(24 * 38 + 12 * 50 + 36 * 50);
    });

    test('what is older than it should be is gone, and nothing else', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('aged', ['x', 'y']);
      const { version, features } = kept.reference;
      await store.references.save(kept);
      const picture = (day: number): DistributionRecord => ({
        ...{
          windowName: '24h',
          segment: '',
          feature: 'x',
          from: START + (day - 1) * DAY,
          to: START + day * DAY,
        },
        uppers: Float64Array.of(1, Infinity),
        reference: Float64Array.of(day, 1),
        current: Float64Array.of(1, 1),
        missing: { reference: 0, current: 0 },
      });
      const days = [1, 2, 3, 4, 5];
      const commit = fixtureCommit(kept, {
        buckets: fixtureBuckets(features, START, 5 * 24),
        scores: days.map((day) => fixtureScore('x', '24h', START + day * DAY, 0.3)),
        moments: Array.from({ length: 5 * 24 }, (_, hour) => momentsAt(hour)),
        distributions: days.map(picture),
        counted: [{ feature: 'x', counts: Float64Array.of(7), sum: 1 }],
        position: { closedUntil: START, countedFrom: START, shift: 0 },
        events: [{ at: new Date(0), actor: 'a', action: 'reloaded', subject: { model: 'aged' }, detail: {} }],
      });
      await store.commit(commit);
      for (const day of days) {
        await store.putFindings('aged', version, fixtureFindings('x', '24h', START + day * DAY));
      }
      const recent = new Date(Date.now());
      await store.commit({
        ...commit,
        position: { ...commit.position, was: START, closedUntil: START, countedFrom: START, shift: 0 },
        check: { ...commit.check, startedAt: recent },
        counted: [],
        events: [],
      });
      const now = START + 5 * DAY;
      const retention = { buckets: DAY, days: 2 * DAY, scores: 3 * DAY };
      const { removed } = await store.retain(retention, only('aged', now));
      expect(removed).toBeGreaterThan(0);
      const starts: number[] = [];
      for await (const some of store.readBuckets('aged', version, features.slice(0, 1), 0, now)) {
        starts.push(...some.map(({ start }) => (start - START) / HOUR));
      }
      expect(starts).toEqual([3 * 24, ...Array.from({ length: 24 }, (_, hour) => 4 * 24 + hour)]);
      const ends = (records: readonly { readonly to: number }[]): number[] =>
        records.map(({ to }) => (to - START) / DAY);
      expect(ends(await store.scores({ model: 'aged' }))).toEqual([2, 3, 4, 5]);
      expect(ends(await store.distributions({ model: 'aged' }))).toEqual([2, 3, 4, 5]);
      for (const [kind, found] of Object.entries(await store.findings({ model: 'aged' }))) {
        const dates = found.map((row) => ('to' in row ? row.to : row.dataUntil));
        expect([kind, ends(dates.map((to) => ({ to })))]).toEqual([kind, [2, 3, 4, 5]]);
      }
      const moments: number[] = [];
      for await (const { start } of store.moments('aged', version, 0, now)) {
        moments.push((start - START) / HOUR);
      }
      expect(moments).toEqual(Array.from({ length: 24 }, (_, hour) => 4 * 24 + hour));
      const cells = await database.query(
        `SELECT c.reference[1] AS day FROM drift.distribution_cells c JOIN drift.series s ON s.id = c.series_id
         WHERE s.model = 'aged' ORDER BY 1`,
      );
      expect(cells).toEqual([{ day: 2 }, { day: 3 }, { day: 4 }, { day: 5 }]);
      expect((await store.checks({ model: 'aged', limit: 9 })).map(({ startedAt }) => startedAt)).toEqual([
        recent,
      ]);
      expect(await store.counters('aged', version, 'one')).toHaveLength(1);
      const audit = await store.audit.list({ limit: 1_000 });
      expect(audit.filter(({ subject }) => subject.model === 'aged')).toHaveLength(1);
    });

    test('a model whose now is not known is left as it is', async () => {
      const { store } = opened();
      const kept = fixtureReference('left', ['x']);
      const { version, features } = kept.reference;
      await store.references.save(kept);
      await store.commit(fixtureCommit(kept, { buckets: fixtureBuckets(features, START, 48) }));
      await store.retain({ buckets: 0, days: 0, scores: 0 }, () => undefined);
      expect(
        (await totals(store.readBuckets('left', version, features, 0, START + DAY * 9))).get('x')?.rows,
      ).toBe(48 * 38);
    });

    test('a bucket that cannot be read is named, and the others are rolled up', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('damaged', ['x', 'y']);
      const { features } = kept.reference;
      await store.references.save(kept);
      await store.commit(fixtureCommit(kept, { buckets: fixtureBuckets(features, START, 48) }));
      await database.query(
        `UPDATE drift.profiles SET blob = '\\x01' WHERE series_id = (
           SELECT id FROM drift.series WHERE model = 'damaged' AND feature = 'x') AND bucket_start = to_timestamp($1)`,
        [START / 1000],
      );
      const result = await store.retain({ ...keep, buckets: 0 }, only('damaged', START + 2 * DAY));
      expect(result).toMatchObject({
        rolledUp: 48,
        problems: [expect.stringMatching(/^model damaged: .*cannot be read/)],
      });
    });

    test('what dropped models left behind is cleared', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('cleared', ['x']);
      const { features } = kept.reference;
      await store.commit(
        fixtureCommit(kept, {
          buckets: fixtureBuckets(features, START, 48),
          scores: [fixtureScore('x', '1h', START, 0.3)],
          findings: fixtureFindings('x', '1h', START),
        }),
      );
      await store.dropModel('cleared');
      const orphans =
        'SELECT count(*)::int AS rows FROM drift.profiles p JOIN drift.series s ON s.id = p.series_id WHERE s.model IS NULL';
      expect(await database.query(orphans)).not.toEqual([{ rows: 0 }]);
      await store.retain(keep, () => undefined);
      expect(await database.query(orphans)).toEqual([{ rows: 0 }]);
      expect(await database.query('SELECT id FROM drift.series WHERE model IS NULL')).toEqual([]);
      const tables = await database.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.columns
         WHERE table_schema = 'drift' AND column_name = 'series_id' AND table_name NOT LIKE 'v1%'`,
      );
      expect(tables.length).toBeGreaterThan(10);
      for (const { name } of tables) {
        const left = await database.query(
          `SELECT FROM drift.${name} WHERE series_id NOT IN (SELECT id FROM drift.series) LIMIT 1`,
        );
        expect([name, left]).toEqual([name, []]);
      }
    });
  });
}

/** With half of the rows that have a value labelled 1, and the missing ones with a label, too. */
function labelled(bucket: BucketProfile): BucketProfile {
  const { counts, missing } = bucket.profile;
  const label = { counts, sums: counts.map((rows) => rows / 2), missingCount: missing, missingSum: missing };
  return { ...bucket, profile: { ...bucket.profile, joint: { label } } };
}
