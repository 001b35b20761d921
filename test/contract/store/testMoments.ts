import type { MomentsRecord } from '../../../exporter/src/store/records.js';
import type { KeptMoments } from '../../../exporter/src/store/store.js';
import { fixtureBuckets, fixtureCommit, fixtureReference, HOUR, START } from './fixture.js';
import type { Opened } from './testStore.js';

/** Moments of an hour that say who wrote them, and when. */
export function momentsAt(hour: number, ...bytes: number[]): MomentsRecord {
  return { start: START + hour * HOUR, blob: Uint8Array.of(0, 255, hour % 256, ...bytes) };
}

export function testMoments(opened: () => Opened): void {
  const read = async (model: string, version: string, from = START, to = START + 1e4 * HOUR) => {
    const found: KeptMoments[] = [];
    for await (const { start, writer, blob } of opened().store.moments(model, version, from, to)) {
      found.push({ start, writer, blob: Uint8Array.from(blob) });
    }
    return found;
  };
  const of = (writer: string, moments: readonly MomentsRecord[]): KeptMoments[] =>
    moments.map((record) => ({ ...record, writer }));

  describe('joint moments', () => {
    test('are read as they were written, by time and writer, and each writer replaces its own', async () => {
      const { store } = opened();
      const kept = fixtureReference('moments', ['x']);
      const { version } = kept.reference;
      for (const writer of ['two', 'one']) {
        const moments = [2, 0, 1].map((hour) => momentsAt(hour, writer.length));
        await store.commit(fixtureCommit(kept, { writer, moments }));
      }
      const both = (hour: number) => [...of('one', [momentsAt(hour, 3)]), ...of('two', [momentsAt(hour, 3)])];
      expect(await read('moments', version)).toEqual([0, 1, 2].flatMap(both));
      expect(await read('moments', version, START + HOUR, START + 2 * HOUR)).toEqual(both(1));
      expect(await read('moments', 'other')).toEqual([]);
      expect(await read('other', version)).toEqual([]);
      const replace = { from: START + HOUR, to: START + 3 * HOUR };
      // what knows nothing of moments leaves them
      await store.commit(fixtureCommit(kept, { writer: 'two', replace }));
      expect(await read('moments', version)).toHaveLength(6);
      await store.addBuckets({
        ...{ model: 'moments', version, writer: 'two', replace, buckets: [] },
        moments: [momentsAt(2, 9)],
      });
      expect(await read('moments', version)).toEqual([
        ...both(0),
        ...of('one', [momentsAt(1, 3), momentsAt(2, 3)]),
        ...of('two', [momentsAt(2, 9)]),
      ]);
    });

    test('come a few at a time, none twice and none left out, also where writers share their hours', async () => {
      const { store } = opened();
      const kept = fixtureReference('pages of moments', ['x']);
      const { version } = kept.reference;
      const moments = Array.from({ length: 301 }, (_, hour) => momentsAt(hour));
      for (const writer of ['a', 'b', 'c']) await store.commit(fixtureCommit(kept, { writer, moments }));
      const found = await read('pages of moments', version);
      expect(found).toEqual(moments.flatMap((record) => ['a', 'b', 'c'].flatMap((who) => of(who, [record]))));
    });

    test('belong to the same transaction as the counts', async () => {
      const { store } = opened();
      const kept = fixtureReference('refused moments', ['x']);
      const { version, features } = kept.reference;
      const position = { closedUntil: START, countedFrom: START, shift: 0 };
      await store.commit(fixtureCommit(kept, { position }));
      const late = fixtureCommit(kept, {
        ...{ buckets: fixtureBuckets(features, START, 1), moments: [momentsAt(0)], position },
        detectors: { until: START, state: null },
      });
      await expect(store.commit(late)).rejects.toMatchObject({ code: 'store_conflict' });
      expect(await read('refused moments', version)).toEqual([]);
      expect(await store.detectors('refused moments', version, 'one')).toBeUndefined();
    });
  });

  test('sums of labels are kept of all rows, and of no segment', async () => {
    const { store } = opened();
    const kept = fixtureReference('labelled', ['x', 'z']);
    const { version, features } = kept.reference;
    const [segment, end] = ['origin=EWR', START + HOUR];
    const buckets = fixtureBuckets(features, START, 1).map((bucket) => {
      const sums = bucket.profile.counts.map((rows) => rows / 4);
      const label = { counts: bucket.profile.counts, sums, missingCount: 1, missingSum: 0.1 };
      return { ...bucket, profile: { ...bucket.profile, joint: { label, error: label } } };
    });
    const parts = buckets.map((bucket) => ({ ...bucket, segment }));
    await store.commit(fixtureCommit(kept, { buckets: [...buckets, ...parts] }));
    const stored = async (of: string) => {
      const found = [];
      for await (const some of store.readBuckets('labelled', version, features, START, end, of)) {
        found.push(...some.map(({ profile }) => profile));
      }
      return found;
    };
    const profiles = buckets.map(({ profile }) => profile);
    expect(await stored('')).toEqual(profiles);
    expect(await stored(segment)).toEqual(profiles.map((profile) => ({ ...profile, joint: {} })));
  });

  test('detectors are where they stood last, each writer and version for itself', async () => {
    const { store } = opened();
    const kept = fixtureReference('detectors', ['x']);
    const { version } = kept.reference;
    const state = { adwin: { buckets: [[1, 0.1 + 0.2]], 'odd \0 \ud800 "name"': null }, ddm: -1e-300 };
    await store.commit(fixtureCommit(kept, { detectors: { until: START, state: 'first' } }));
    await store.commit(fixtureCommit(kept, { writer: 'two', detectors: { until: START, state: [] } }));
    const { check } = fixtureCommit(kept, {});
    const next = { ...check, startedAt: new Date(START + HOUR) };
    const detectors = { until: START + HOUR, state };
    await store.commit(fixtureCommit(kept, { check: next, detectors }));
    await store.commit(fixtureCommit(kept, { check: { ...next, startedAt: new Date(START + 2 * HOUR) } }));
    expect(await store.detectors('detectors', version, 'one')).toEqual(detectors);
    expect(await store.detectors('detectors', version, 'two')).toEqual({ until: START, state: [] });
    expect(await store.detectors('detectors', 'other', 'one')).toBeUndefined();
  });
}
