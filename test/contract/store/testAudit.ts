import type { Opened } from './testStore.js';

export function testAudit(opened: () => Opened): void {
  void opened;
}
