import type { Opened } from './testStore.js';

export function testRetention(opened: () => Opened): void {
  void opened;
}
