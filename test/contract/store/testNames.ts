import {
  START,
  fixtureBuckets,
  fixtureCommit,
  fixtureReference,
  fixtureScore,
  HOUR,
  totals,
} from './fixture.js';
import { fixtureFindings } from './fixtureFindings.js';
import type { Opened } from './testStore.js';

const odd = [
  'plain',
  '"quoted"',
  "'; DROP SCHEMA drift CASCADE; --",
  'back\\slash',
  '{braces,commas}',
  'NULL',
  'null',
  '',
  ' ',
  'tab\tand\nnewline',
  'dröge 漢字 👩‍👩‍👧',
  '$1',
  '%s',
  'constructor',
  '__proto__',
  'x'.repeat(500),
];

export function testNames(opened: () => Opened): void {
  describe('names', () => {
    test('every part of a commit takes any name of a feature, and 10,000 of them at once', async () => {
      const { store } = opened();
      const names = Array.from(
        { length: 10_000 },
        (_, index) => odd[index] ?? `${odd[index % odd.length]} ${index}`,
      );
      const small = fixtureReference('odd \' "names" 👻', names.slice(0, 3));
      const [numeric, , categorical] = small.reference.features;
      if (numeric === undefined || categorical === undefined)
        throw new RangeError('three features were wished for');
      const features = names.map((name, index) => {
        const { feature, profile } = index % 3 === 2 ? categorical : numeric;
        return { feature: { ...feature, name }, profile };
      });
      const kept = { ...small, reference: { ...small.reference, features } };
      const { model, reference } = kept;
      await store.references.save(kept);
      await store.references.activate(model, reference.version, new Date(START));
      expect(
        (await store.references.active(model))?.reference.features.map(({ feature }) => feature.name),
      ).toEqual(names);
      await store.commit(
        fixtureCommit(kept, {
          buckets: fixtureBuckets(features, START, 1),
          counted: names.map((feature) => ({ feature, counts: Float64Array.of(1, 2), sum: 1 })),
          scores: names.map((feature, index) => fixtureScore(feature, '1h', START + HOUR, index)),
          activities: names.map((feature) => ({ feature, segment: '', active: false, state: { feature } })),
          events: odd.map((feature) => ({
            ...{ at: new Date(START), actor: feature, action: 'drift_started' as const },
            ...{ subject: { model, feature }, detail: { [feature]: feature } },
          })),
        }),
      );
      const sorted = [...names].sort();
      const sums = await totals(store.readBuckets(model, reference.version, features, START, START + HOUR));
      expect([...sums.keys()].sort()).toEqual(sorted);
      const scores = await store.scores({ model });
      expect(scores.map(({ result }) => result.feature).sort()).toEqual(sorted);
      expect((await store.activities(model)).map(({ feature }) => feature).sort()).toEqual(sorted);
      const counters = await store.counters(model, reference.version, 'one');
      expect(counters.map(({ feature }) => feature).sort()).toEqual(sorted);
      for (const [psi, feature] of odd.entries()) {
        expect(await store.history({ model, feature, window: '1h' })).toMatchObject([{ psi }]);
      }
      const audit = await store.audit.list({ limit: 1_000 });
      expect(audit.filter(({ subject }) => subject.model === model).map(({ actor }) => actor)).toEqual(
        [...odd].reverse(),
      );
      expect(await store.audit.verify()).toMatchObject({ intact: true });
    }, 180_000);

    test('what no database holds is replaced, and fails nothing', async () => {
      const { store } = opened();
      const names = ['nul \0', 'half \ud800', 'backslash \\u0000'];
      const kept = fixtureReference('replaced', names);
      const { version, features } = kept.reference;
      await store.references.save(kept);
      await store.commit(
        fixtureCommit(kept, {
          buckets: fixtureBuckets(features, START, 1),
          scores: names.map((name) => fixtureScore(name, '1h', START, 0.3)),
          activities: names.map((feature) => ({
            feature,
            segment: '',
            active: false,
            state: { [feature]: feature },
          })),
          events: names.map((feature) => ({
            ...{ at: new Date(START), actor: feature, action: 'reloaded' as const },
            ...{ subject: { feature }, detail: { [feature]: feature } },
          })),
        }),
      );
      const sums = await totals(store.readBuckets('replaced', version, features, START, START + HOUR));
      expect([...sums.keys()].sort()).toEqual([...names].sort());
      for (const feature of names) {
        expect(await store.history({ model: 'replaced', feature, window: '1h' })).toHaveLength(1);
        await store.putFindings('replaced', version, fixtureFindings(feature, '1h', START));
        const found = await store.findings({ model: 'replaced', feature, window: '1h' });
        expect(found).toMatchObject({ importance: [{ rank: 2 }], performance: [{ rows: 100 }] });
      }
      expect((await store.activities('replaced')).map(({ feature }) => feature).sort()).toEqual([
        'backslash \\u0000',
        'half \ufffd',
        'nul \ufffd',
      ]);
      expect(await store.audit.verify()).toMatchObject({ intact: true });
    });
  });
}
