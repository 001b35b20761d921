import type { Opened } from './testStore.js';

export function testResults(opened: () => Opened): void {
  void opened;
}
