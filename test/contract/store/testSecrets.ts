import type { Opened } from './testStore.js';

export function testSecrets(opened: () => Opened): void {
  describe('secrets', () => {
    test('are those that were offered first, whoever offers at once', async () => {
      const { store } = opened();
      const offers = Array.from({ length: 10 }, (_, index) => `offer ${index}`);
      const kept = await Promise.all(offers.map((offer) => store.secret('first', offer)));
      expect(new Set(kept).size).toBe(1);
      expect(offers).toContain(kept[0]);
      expect(await store.secret('first', 'late')).toBe(kept[0]);
      expect(await store.secret('second', 'another')).toBe('another');
    });
  });
}
