import { openStore } from '../../store/store.js';
import { loadConfiguration } from '../configuration.js';
import type { AuditOptions } from '../audit.js';

/** `audit verify`: returns 0 where the log is whole, else 1. */
export async function verifyAudit(options: AuditOptions): Promise<number> {
  const config = await loadConfiguration(options.config);
  const store = await openStore(config.store);
  try {
    const found = await store.audit.verify();
    process.stdout.write(
      found.intact
        ? `the audit log is whole: ${found.rows} entries, the last one ${found.hash}\n`
        : `the audit log is broken at entry ${found.sequence}: ${found.problem}\n`,
    );
    return found.intact ? 0 : 1;
  } finally {
    await store.close();
  }
}
