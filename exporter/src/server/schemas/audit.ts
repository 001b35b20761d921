import { z } from 'zod';
import { time } from './verdict.js';

const auditEntry = z
  .strictObject({
    sequence: z.int(),
    at: time,
    actor: z.string(),
    action: z.string(),
    subject: z.record(z.string(), z.string()),
    detail: z.record(z.string(), z.unknown()),
    previous_hash: z.string(),
    hash: z.string().describe('Of the content and the hash of the entry before it.'),
  })
  .meta({ id: 'AuditEntry' });

export const auditLog = z
  .strictObject({ entries: z.array(auditEntry).describe('Newest first.') })
  .meta({ id: 'AuditLog' });
