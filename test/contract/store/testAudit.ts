import type { AuditEvent } from '../../../exporter/src/store/records.js';
import { START } from './fixture.js';
import type { Opened } from './testStore.js';

export function testAudit(opened: () => Opened): void {
  describe('the audit log', () => {
    test('is read newest first, page by page, as it was written', async () => {
      const { store } = opened();
      const events = Array.from({ length: 25 }, (_, index): AuditEvent => ({
        at: new Date(START + index),
        actor: 'pages',
        action: 'login_failed',
        subject: { address: `192.0.2.${index}` },
        detail: { z: [1, { b: null, a: -0.1 }], a: { y: true, x: 1e-9 }, '10': 1, '9': 2 },
      }));
      await store.audit.append(...events.slice(0, 10));
      await store.audit.append(...events.slice(10));
      const found: AuditEvent[] = [];
      let before: number | undefined;
      for (;;) {
        const page = await store.audit.list({ limit: 7, ...(before !== undefined && { before }) });
        if (page.length === 0) break;
        found.push(...page.filter(({ actor }) => actor === 'pages'));
        before = page.at(-1)?.sequence;
      }
      expect(found).toMatchObject(events.reverse());
    });

    test('is a chain without gaps, also where many write at once', async () => {
      const { store } = opened();
      const append = (index: number) =>
        store.audit.append({
          at: new Date(),
          actor: `crowd ${index}`,
          action: 'reloaded',
          subject: {},
          detail: {},
        });
      await Promise.all(Array.from({ length: 30 }, (_, index) => append(index)));
      const newest = await store.audit.list({ limit: 1_000 });
      expect(newest.filter(({ actor }) => actor.startsWith('crowd'))).toHaveLength(30);
      expect(newest.map(({ sequence }) => sequence)).toEqual(newest.map((_, index) => newest.length - index));
      newest.forEach(({ previousHash }, index) => expect(previousHash).toBe(newest[index + 1]?.hash ?? ''));
      expect(await store.audit.verify()).toEqual({
        intact: true,
        rows: newest.length,
        hash: newest[0]?.hash,
      });
    });

    test.each([
      ["UPDATE drift.audit SET actor = 'me'", 'a change'],
      ['DELETE FROM drift.audit', 'a deletion'],
      ['TRUNCATE drift.audit', 'a truncation'],
      ['DELETE FROM drift.audit WHERE false', 'even of no row'],
    ])('%s is refused', async (sql) => {
      const { store, database } = opened();
      await expect(database.script(sql)).rejects.toMatchObject({ code: 'store_denied' });
      expect(await store.audit.verify()).toMatchObject({ intact: true });
    });
  });
}
