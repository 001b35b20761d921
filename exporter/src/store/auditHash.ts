import { createHash } from 'node:crypto';
import { storableJson, storableText } from './database.js';
import { orderedJson } from './orderedJson.js';
import type { AuditEvent } from './records.js';

/** What a row of the audit log says, as the database gives it back. */
export type AuditContent = Omit<AuditEvent, 'at'> & {
  /** Milliseconds since the epoch. */
  readonly at: number;
};

export function auditContent({ at, actor, action, subject, detail }: AuditContent): AuditContent {
  return {
    at,
    actor: storableText(actor),
    action,
    subject: JSON.parse(storableJson(subject)) as AuditContent['subject'],
    detail: JSON.parse(storableJson(detail)) as AuditContent['detail'],
  };
}

/** SHA-256 of a row's place, of the hash before it, and of what it says, in one order of keys. */
export function auditHash(sequence: number, previousHash: string, content: AuditContent): string {
  return createHash('sha256')
    .update(orderedJson([sequence, previousHash, content]))
    .digest('hex');
}
