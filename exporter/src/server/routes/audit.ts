import { integer } from '../../config/fields.js';
import { jsonRoute } from '../http/route.js';
import { auditLog } from '../schemas/audit.js';

export const audit = jsonRoute({
  method: 'get',
  path: '/api/v1/audit',
  id: 'listAudit',
  summary: 'What has happened, and who did it',
  role: 'admin',
  query: {
    limit: integer(1, 1_000).default(100).meta({ description: 'So many entries at most.' }),
    before: integer(0).optional().meta({ description: 'Only entries with a smaller sequence number.' }),
  },
  response: auditLog,
  async handle({ query: { limit, before } }, { backend }) {
    const entries = await backend.audit({ limit, ...(before === undefined ? {} : { before }) });
    return {
      entries: entries.map(({ sequence, at, actor, action, subject, detail, previousHash, hash }) => ({
        sequence,
        at: at.toISOString(),
        actor,
        action,
        subject: { ...subject },
        detail: { ...detail },
        previous_hash: previousHash,
        hash,
      })),
    };
  },
});
