import { eventually } from '../../support/eventually.js';
import type { Opened } from './testStore.js';

export function testTakes(opened: () => Opened): void {
  describe('a name that was taken', () => {
    test("is nobody else's until it is given back", async () => {
      const { store } = opened();
      const release = await store.take('one');
      expect(release).toBeDefined();
      expect(await store.take('one')).toBeUndefined();
      const other = await store.take('another');
      expect(other).toBeDefined();
      release?.();
      other?.();
      // the server hears of it a little later
      const again = await eventually(
        () => store.take('one'),
        (taken) => taken !== undefined,
      );
      again?.();
    });
  });
}
