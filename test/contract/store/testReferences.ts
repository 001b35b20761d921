import { DAY, fixtureBuckets, fixtureReference, HOUR, START } from './fixture.js';
import type { Opened } from './testStore.js';

export function testReferences(opened: () => Opened): void {
  describe('references', () => {
    test('what is kept is read again, bit by bit', async () => {
      const { references } = opened().store;
      const kept = fixtureReference('kept', ['x', 'y', 'z']);
      await references.save(kept);
      expect(await references.load('kept', kept.reference.version)).toEqual(kept);
      expect(await references.load('kept', 'other')).toBeUndefined();
      expect(await references.load('other', kept.reference.version)).toBeUndefined();
    });

    test('how outcomes were read and what else was found out is kept with it, and goes where it is kept without', async () => {
      const { references } = opened().store;
      const plain = fixtureReference('extras', ['x']);
      const { version } = plain.reference;
      const outcome = { task: 'regression' as const, center: 0.1, score: 'nul \0 "x"' };
      const extras = { moments: 'AAE=', 'odd \0 \ud800': [1e-300, null, { deep: '\\u0000' }] };
      for (const more of [{ outcome, extras }, { extras }, { outcome: { ...outcome, center: 2 } }, {}]) {
        const kept = { ...plain, reference: { ...plain.reference, ...more } };
        await references.save(kept);
        expect(await references.load('extras', version)).toEqual(kept);
      }
    });

    test('extras that cannot be read are told as such', async () => {
      const { store, database } = opened();
      const plain = fixtureReference('broken extras', ['x']);
      const { version } = plain.reference;
      await store.references.save({ ...plain, reference: { ...plain.reference, extras: {} } });
      for (const content of ['', '[]', '{"outcome":{"task":"sorting","center":1}}', '{"extras":[]}']) {
        await database.query(`UPDATE drift.reference_extras SET content = $1 WHERE model = 'broken extras'`, [
          content,
        ]);
        await expect(store.references.load('broken extras', version)).rejects.toMatchObject({
          code: 'reference_corrupt',
        });
      }
    });

    test('one is in use at a time', async () => {
      const { references } = opened().store;
      const [one, other] = [fixtureReference('promoted', ['x']), fixtureReference('promoted', ['x', 'y'])];
      for (const kept of [one, other]) await references.save(kept);
      expect(await references.active('promoted')).toBeUndefined();
      await references.activate('promoted', one.reference.version, new Date(START));
      expect((await references.active('promoted'))?.reference.version).toBe(one.reference.version);
      await references.activate('promoted', other.reference.version, new Date(START + DAY));
      expect((await references.active('promoted'))?.reference.version).toBe(other.reference.version);
      const list = await references.list('promoted');
      expect(
        new Map(
          list.map(({ version, active, promoted, features }) => [version, { active, promoted, features }]),
        ),
      ).toEqual(
        new Map([
          [one.reference.version, { active: false, promoted: new Date(START), features: 1 }],
          [other.reference.version, { active: true, promoted: new Date(START + DAY), features: 2 }],
        ]),
      );
    });

    test('one that is not there cannot be put to use, and the one in use stays', async () => {
      const { references } = opened().store;
      const kept = fixtureReference('stays', ['x']);
      await references.save(kept);
      await references.activate('stays', kept.reference.version, new Date(START));
      await expect(references.activate('stays', 'none', new Date())).rejects.toMatchObject({
        code: 'reference_missing',
      });
      expect((await references.active('stays'))?.reference.version).toBe(kept.reference.version);
    });

    test('one that is kept again stays in use', async () => {
      const { references } = opened().store;
      const kept = fixtureReference('again', ['x', 'y', 'z']);
      await references.save(kept);
      await references.activate('again', kept.reference.version, new Date(START));
      await references.save({ ...kept, definition: 'new' });
      expect(await references.active('again')).toEqual({ ...kept, definition: 'new' });
    });

    test('its own buckets are kept in parts, and replaced', async () => {
      const { references } = opened().store;
      const kept = fixtureReference('own buckets', ['x', 'y', 'z']);
      const { version, features } = kept.reference;
      await references.save(kept);
      const buckets = fixtureBuckets(features, START, 30);
      await references.saveBuckets('own buckets', version, fixtureBuckets(features, START, 2, { seed: 9 }));
      await references.saveBuckets('own buckets', version, buckets.slice(0, 40));
      await references.saveBuckets('own buckets', version, buckets.slice(40));
      for (const feature of features) {
        const own = buckets.filter((bucket) => bucket.feature === feature.feature.name);
        expect(await references.buckets('own buckets', version, feature)).toEqual(
          own.map(({ start, profile }) => ({ start, profile })),
        );
      }
      expect(buckets.at(-1)?.start).toBe(START + 29 * HOUR);
    });

    test('a calibration is any JSON, and is replaced', async () => {
      const { references } = opened().store;
      const kept = fixtureReference('calibrated', ['x']);
      const { version } = kept.reference;
      await references.save(kept);
      expect(await references.calibration('calibrated', version)).toBeUndefined();
      await references.saveCalibration('calibrated', version, { limits: [1, 2e-9] });
      const calibration = { limits: { '6h': [0.1, null], 'odd \0 "name"': -1.5 }, none: null };
      await references.saveCalibration('calibrated', version, calibration);
      expect(JSON.stringify(await references.calibration('calibrated', version))).toContain('1.5');
      expect(await references.calibration('calibrated', version)).toMatchObject({ none: null });
    });
  });
}
