import type { Opened } from './testStore.js';

export function testViews(opened: () => Opened): void {
  void opened;
}
