import type { Opened } from './testStore.js';

export function testNames(opened: () => Opened): void {
  void opened;
}
