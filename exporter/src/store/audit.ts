import { milliseconds, timestamp, type Database, type Queryable } from './database.js';
import { auditContent, auditHash } from './auditHash.js';
import { inChunks } from './chunks.js';
import type { AuditEntry, AuditEvent } from './records.js';

const ROWS_AT_ONCE = 1_000;

interface Stored {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly action: AuditEvent['action'];
  readonly subject: AuditEvent['subject'];
  readonly detail: AuditEvent['detail'];
  readonly previous_hash: string;
  readonly hash: string;
}

const columns = `sequence::float8 AS sequence, ${milliseconds('at')} AS at, actor, action, subject, detail, previous_hash, hash`;

/** Where the log is broken, and how. */
export type AuditFinding =
  | { readonly intact: true; readonly rows: number; readonly hash: string }
  | { readonly intact: false; readonly rows: number; readonly sequence: number; readonly problem: string };

/** What happened, row after row, each with the hash of the one before it. */
export class AuditLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  append(...events: readonly AuditEvent[]): Promise<void> {
    return this.#database.transaction((transaction) => appendEvents(transaction, events));
  }

  /** Newest first. @param before only rows with a smaller sequence */
  async list({ limit, before }: { readonly limit: number; readonly before?: number }): Promise<AuditEntry[]> {
    const rows = await this.#database.query<Stored>(
      `SELECT ${columns} FROM drift.audit WHERE $2::float8 IS NULL OR sequence < $2::float8::bigint
       ORDER BY drift.audit.sequence DESC LIMIT $1`,
      [limit, before ?? null],
    );
    return rows.map(({ at, previous_hash, ...entry }) => ({
      ...entry,
      at: new Date(at),
      previousHash: previous_hash,
    }));
  }

  /** Reads the whole log and finds the first row that was changed, removed, inserted or moved. */
  async verify(): Promise<AuditFinding> {
    let sequence = 0;
    let hash = '';
    const broken = (at: number, problem: string): AuditFinding => ({
      intact: false,
      rows: sequence,
      sequence: at,
      problem,
    });
    // rows that are appended meanwhile are left out
    const [head] = await this.#database.query<{ sequence: number; hash: string }>(
      'SELECT sequence::float8 AS sequence, hash FROM drift.audit_head',
    );
    if (head === undefined) return broken(0, 'the row that names the end of the log is missing');
    for (;;) {
      const rows = await this.#database.query<Stored>(
        `SELECT ${columns} FROM drift.audit
         WHERE sequence > $1::float8::bigint AND sequence <= $2::float8::bigint ORDER BY drift.audit.sequence LIMIT ${ROWS_AT_ONCE}`,
        [sequence, head.sequence],
      );
      if (rows.length === 0) break;
      for (const row of rows) {
        if (row.sequence !== sequence + 1) return broken(sequence + 1, `row ${sequence + 1} is missing`);
        if (row.previous_hash !== hash) {
          return broken(
            row.sequence,
            `row ${row.sequence} does not follow row ${sequence}: one of them was replaced or moved`,
          );
        }
        if (row.hash !== auditHash(row.sequence, hash, auditContent(row))) {
          return broken(row.sequence, `row ${row.sequence} was changed`);
        }
        ({ sequence, hash } = row);
      }
    }
    if (sequence !== head.sequence) return broken(sequence + 1, `the log was cut after row ${sequence}`);
    if (hash !== head.hash) return broken(sequence, `row ${sequence} is not the row that was written last`);
    const [beyond] = await this.#database.query<{ sequence: number | null }>(
      `SELECT min(sequence)::float8 AS sequence FROM drift.audit WHERE sequence <= 0
         OR sequence > (SELECT sequence FROM drift.audit_head)`,
    );
    if (typeof beyond?.sequence === 'number') {
      return broken(beyond.sequence, `row ${beyond.sequence} was inserted outside the log`);
    }
    return { intact: true, rows: sequence, hash };
  }
}

/** Takes the end of the log until the transaction is over, so several exporters write one after the other. */
export async function appendEvents(transaction: Queryable, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const [head] = await transaction.query<{ sequence: number; hash: string }>(
    'SELECT sequence::float8 AS sequence, hash FROM drift.audit_head FOR UPDATE',
  );
  let { sequence, hash } = head ?? { sequence: 0, hash: '' };
  const rows = events.map((event) => {
    const content = auditContent({ ...event, at: event.at.getTime() });
    const previous = hash;
    sequence++;
    hash = auditHash(sequence, previous, content);
    return { sequence, previous, hash, ...content };
  });
  for (const chunk of inChunks(rows, ROWS_AT_ONCE)) {
    await transaction.query(
      `INSERT INTO drift.audit (sequence, at, actor, action, subject, detail, previous_hash, hash)
       SELECT n.sequence::bigint, ${timestamp('n.at')}, n.actor, n.action, n.subject::jsonb, n.detail::jsonb, n.previous, n.hash
       FROM unnest($1::float8[], $2::float8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
         AS n(sequence, at, actor, action, subject, detail, previous, hash)`,
      [
        chunk.map((row) => row.sequence),
        chunk.map((row) => row.at),
        chunk.map((row) => row.actor),
        chunk.map((row) => row.action),
        chunk.map((row) => JSON.stringify(row.subject)),
        chunk.map((row) => JSON.stringify(row.detail)),
        chunk.map((row) => row.previous),
        chunk.map((row) => row.hash),
      ],
    );
  }
  await transaction.query('UPDATE drift.audit_head SET sequence = $1::float8::bigint, hash = $2', [
    sequence,
    hash,
  ]);
}
