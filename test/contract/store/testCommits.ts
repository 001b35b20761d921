import type { CounterRecord } from '../../../exporter/src/store/records.js';
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

export function testCommits(opened: () => Opened): void {
  describe('commits', () => {
    const counter = (feature: string, ...counts: number[]): CounterRecord => ({
      feature,
      counts: Float64Array.from(counts),
      sum: 0.5,
    });

    test('counts are read as they were written, in the order of time', async () => {
      const { store } = opened();
      const kept = fixtureReference('counts', ['x', 'y', 'z']);
      const { version, features } = kept.reference;
      const buckets = fixtureBuckets(features, START, 48);
      await store.commit(fixtureCommit(kept, { buckets: [...buckets].reverse() }));
      const read = [];
      for await (const some of store.readBuckets('counts', version, features, START, START + 48 * HOUR)) {
        read.push(...some);
      }
      expect(read.map(({ start }) => start)).toEqual(buckets.map(({ start }) => start));
      const key = ({ start, feature }: { start: number; feature: string }): string => `${start} ${feature}`;
      const sorted = [...read].sort((a, b) => (key(a) < key(b) ? -1 : 1));
      const wanted = buckets.map((bucket) => ({ ...bucket, length: HOUR }));
      expect(sorted).toEqual(wanted.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
    });

    test('only the asked stretch, features, version and segment are read', async () => {
      const { store } = opened();
      const kept = fixtureReference('asked', ['x', 'y']);
      const { version, features } = kept.reference;
      const buckets = fixtureBuckets(features, START, 5);
      const segment = buckets.map((bucket) => ({ ...bucket, segment: 'origin=EWR' }));
      await store.commit(fixtureCommit(kept, { buckets: [...buckets, ...segment] }));
      const read = async (...given: Parameters<typeof store.readBuckets>): Promise<string[]> => {
        const found: string[] = [];
        for await (const some of store.readBuckets(...given)) {
          found.push(...some.map((one) => `${one.segment} ${one.feature} ${(one.start - START) / HOUR}`));
        }
        return found.sort();
      };
      const x = features.slice(0, 1);
      expect(await read('asked', version, x, START + HOUR, START + 3 * HOUR)).toEqual([' x 1', ' x 2']);
      expect(await read('asked', version, x, START + HOUR, START + 2 * HOUR, 'origin=EWR')).toEqual([
        'origin=EWR x 1',
      ]);
      expect(await read('asked', 'other', x, START, START + 9 * HOUR)).toEqual([]);
      expect(await read('other', version, x, START, START + 9 * HOUR)).toEqual([]);
      expect(await read('asked', version, x, START + 5 * HOUR, Number.MAX_SAFE_INTEGER / 1e3)).toEqual([]);
    });

    test("a segment's buckets are read as they were written, whatever comes first, and add up over writers", async () => {
      const { store, database } = opened();
      const kept = fixtureReference('segments', ['x', 'y', 'z']);
      const { version, features } = kept.reference;
      const segment = 'origin=';
      const own = fixtureBuckets(features, START, 3, { segment });
      await store.commit(fixtureCommit(kept, { buckets: own }));
      await store.commit(fixtureCommit(kept, { buckets: fixtureBuckets(features, START, 3) }));
      const read = async (wanted = features) => {
        const found = [];
        const end = START + 9 * HOUR;
        for await (const some of store.readBuckets('segments', version, wanted, START, end, segment)) {
          found.push(...some);
        }
        return found;
      };
      expect(await read()).toEqual(own.map((bucket) => ({ ...bucket, length: HOUR })));
      expect((await read(features.slice(1, 2))).map(({ feature }) => feature)).toEqual(['y', 'y', 'y']);
      // as many rows as buckets, however many features there are
      const [rows] = await database.query<{ packs: number; most: number }>(
        `SELECT count(*)::int AS packs, max(p.rows) AS most FROM drift.profiles p JOIN drift.series s ON s.id = p.series_id
         WHERE s.model = 'segments' AND s.segment = $1`,
        [segment],
      );
      expect(rows).toEqual({ packs: 3, most: 38 });
      const more = fixtureBuckets(features.slice(0, 2), START, 2, { segment, rows: 50 });
      await store.commit(fixtureCommit(kept, { writer: 'two', buckets: more }));
      const sums = await read();
      expect(sums).toHaveLength(9);
      const rowsOf = (feature: string) =>
        sums.filter((bucket) => bucket.feature === feature).map(({ profile }) => profile.rows);
      expect([rowsOf('x'), rowsOf('z')]).toEqual([
        [88, 88, 38],
        [38, 38, 38],
      ]);
      const replace = { from: START, to: START + HOUR };
      await store.commit(fixtureCommit(kept, { replace, buckets: [] }));
      expect(await read()).toHaveLength(9);
      await store.commit(fixtureCommit(kept, { replace: { ...replace, segments: [segment] }, buckets: [] }));
      expect((await read()).map(({ start, profile }) => [start, profile.rows])).not.toContainEqual([
        START,
        88,
      ]);
    });

    test('a replaced stretch holds what came last and nothing else', async () => {
      const { store } = opened();
      const kept = fixtureReference('replaced', ['x', 'y']);
      const { version, features } = kept.reference;
      await store.commit(fixtureCommit(kept, { buckets: fixtureBuckets(features, START, 6) }));
      const again = fixtureBuckets(features, START + 2 * HOUR, 1, { rows: 100, seed: 5 });
      const replace = { from: START + 2 * HOUR, to: START + 5 * HOUR };
      await store.commit(fixtureCommit(kept, { replace, buckets: again }));
      const sums = await totals(store.readBuckets('replaced', version, features, START, START + 9 * HOUR));
      expect(sums.get('x')?.rows).toBe(3 * 38 + 100);
    });

    test('two writers add up, and each replaces only its own', async () => {
      const { store } = opened();
      const kept = fixtureReference('writers', ['x', 'y']);
      const { version, features } = kept.reference;
      const read = () => totals(store.readBuckets('writers', version, features, START, START + 9 * HOUR));
      const position = { closedUntil: START, countedFrom: START, shift: 0 };
      for (const writer of ['one', 'two']) {
        const buckets = fixtureBuckets(features, START, 3, { rows: writer === 'one' ? 10 : 20 });
        await store.commit(fixtureCommit(kept, { writer, buckets, position }));
      }
      expect((await read()).get('x')?.rows).toBe(90);
      await store.commit(fixtureCommit(kept, { writer: 'two', replace: { from: START, to: START + HOUR } }));
      expect((await read()).get('x')?.rows).toBe(70);
    });

    test('a commit that is written again changes nothing', async () => {
      const { store } = opened();
      const kept = fixtureReference('twice', ['x', 'y']);
      const { version, features } = kept.reference;
      const commit = fixtureCommit(kept, {
        check: { ...fixtureCommit(kept, {}).check, rows: 38 },
        replace: { from: START, to: START + HOUR },
        buckets: fixtureBuckets(features, START, 1),
        position: { closedUntil: START + HOUR, countedFrom: START, shift: 0 },
        counted: [counter('x', 1, 2, 3)],
        events: [event('twice')],
      });
      for (let time = 0; time < 3; time++) await store.commit(commit);
      expect(await store.counters('twice', version, 'one')).toEqual([counter('x', 1, 2, 3)]);
      expect(
        (await store.audit.list({ limit: 1_000 })).filter(({ subject }) => subject.model === 'twice'),
      ).toHaveLength(1);
      expect(await store.checks({ model: 'twice', limit: 10 })).toMatchObject([{ rows: 38 }]);
    });

    test('the stretches of one check are one row', async () => {
      const { store } = opened();
      const kept = fixtureReference('stretches', ['x']);
      const { check } = fixtureCommit(kept, {});
      for (const hour of [0, 1, 2]) {
        const replace = { from: START + hour * HOUR, to: START + (hour + 1) * HOUR };
        await store.commit(
          fixtureCommit(kept, { replace, check: { ...check, rows: 10, buckets: 1, watermark: replace.to } }),
        );
      }
      expect(await store.checks({ model: 'stretches', limit: 10 })).toEqual([
        {
          ...check,
          ...{ model: 'stretches', version: kept.reference.version, writer: 'one' },
          ...{ rows: 30, buckets: 3, watermark: START + 3 * HOUR },
        },
      ]);
    });

    test('counters add up, and keep what they have where more cells come', async () => {
      const { store } = opened();
      const kept = fixtureReference('counters', ['x']);
      const { version } = kept.reference;
      let was: number | undefined;
      for (const counts of [
        [1, 2],
        [10, 20],
        [0, 0, 5],
      ]) {
        const closedUntil = (was ?? START) + HOUR;
        const position = { closedUntil, countedFrom: START, shift: 0, ...(was !== undefined && { was }) };
        await store.commit(fixtureCommit(kept, { position, counted: [counter('x', ...counts)] }));
        was = closedUntil;
      }
      expect(await store.counters('counters', version, 'one')).toEqual([
        { feature: 'x', counts: Float64Array.of(11, 22, 5), sum: 1.5 },
      ]);
      expect(await store.counters('counters', version, 'two')).toEqual([]);
    });

    test('a position moves on from where it was, or nothing is written at all', async () => {
      const { store } = opened();
      const kept = fixtureReference('position', ['x']);
      const { version, features } = kept.reference;
      expect(await store.position('position', version, 'one')).toBeUndefined();
      const first = { closedUntil: START + HOUR, countedFrom: START, shift: 604_800_000 };
      await store.commit(fixtureCommit(kept, { position: first }));
      expect(await store.position('position', version, 'one')).toEqual({ version, ...first });
      const late = fixtureCommit(kept, {
        buckets: fixtureBuckets(features, START, 1),
        scores: [fixtureScore('x', '1h', START + HOUR, 0.3)],
        position: { ...first, closedUntil: START + 9 * HOUR, was: START },
        events: [event('position')],
      });
      await expect(store.commit(late)).rejects.toMatchObject({ code: 'store_conflict' });
      expect(await store.position('position', version, 'one')).toEqual({ version, ...first });
      expect(await totals(store.readBuckets('position', version, features, 0, START + 99 * HOUR))).toEqual(
        new Map(),
      );
      expect(await store.scores({ model: 'position' })).toEqual([]);
    });

    test('activities are the latest', async () => {
      const { store } = opened();
      const kept = fixtureReference('active', ['x', 'y']);
      const calm = { segment: '', active: false, state: { streak: 1 } };
      const drifting = { segment: '', active: true, since: START, state: { first: START, odd: [null, 'a'] } };
      await store.commit(
        fixtureCommit(kept, {
          activities: [
            { feature: 'x', ...calm },
            { feature: 'y', ...calm },
          ],
        }),
      );
      await store.commit(fixtureCommit(kept, { activities: [{ feature: 'x', ...drifting }] }));
      const { version } = kept.reference;
      expect(await store.activities('active')).toEqual([
        { feature: 'x', version, ...drifting },
        { feature: 'y', version, ...calm },
      ]);
    });

    test('a dropped model starts anew, with its references', async () => {
      const { store } = opened();
      const kept = fixtureReference('dropped', ['x']);
      const { version, features } = kept.reference;
      await store.references.save(kept);
      const commit = fixtureCommit(kept, {
        buckets: fixtureBuckets(features, START, 3),
        position: { closedUntil: START, countedFrom: START, shift: 0 },
        counted: [counter('x', 1)],
        scores: [fixtureScore('x', '1h', START + HOUR, 0.3)],
        activities: [{ feature: 'x', segment: '', active: false, state: null }],
        findings: fixtureFindings('x', '1h', START + HOUR),
        moments: [momentsAt(0)],
        detectors: { until: START, state: {} },
      });
      for (const round of [1, 2]) {
        await store.commit(commit);
        const sums = await totals(store.readBuckets('dropped', version, features, 0, START + 99 * HOUR));
        expect([round, sums.get('x')?.rows]).toEqual([round, 3 * 38]);
        expect(await store.counters('dropped', version, 'one')).toEqual([counter('x', 1)]);
        expect(Object.values(await store.findings({ model: 'dropped' })).flat()).toHaveLength(7);
        await store.dropModel('dropped');
        expect(await store.position('dropped', version, 'one')).toBeUndefined();
        expect(await store.counters('dropped', version, 'one')).toEqual([]);
        expect(await store.scores({ model: 'dropped' })).toEqual([]);
        expect(await store.activities('dropped')).toEqual([]);
        expect(Object.values(await store.findings({ model: 'dropped' })).flat()).toEqual([]);
        expect(await store.moments('dropped', version, 0, START + DAY).next()).toMatchObject({ done: true });
        expect(await store.detectors('dropped', version, 'one')).toBeUndefined();
      }
      expect((await store.references.load('dropped', version))?.reference.version).toBe(version);
    });
  });
}

function event(model: string) {
  const at = new Date(START);
  return { at, actor: 'drift-exporter', action: 'drift_started' as const, subject: { model }, detail: {} };
}
