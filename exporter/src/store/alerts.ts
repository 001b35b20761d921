import { appendEvents } from './audit.js';
import { storableText, storableTime, timestamp, type Database, type Queryable } from './database.js';
import { lockAlerts } from './locks.js';
import { readAlerts, replaceAlerts } from './alertRows.js';
import type { AlertRecord, AlertStatus, AlertTotal, KeptAlert } from './alertRecords.js';
import type { AuditEvent } from './records.js';

/** The same content again within so long is the same notification: sent again after an error, or to another replica. */
const SAME_NOTIFICATION = 300_000;

/** A part of the history: alerts of these fingerprints, from the one that holds `from` on. */
export interface AlertRange {
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
}

/** A notification as it came. */
export interface ReceivedNotification {
  /** Equal for equal contents. */
  readonly content: string;
  readonly at: number;
}

/** A notification in the store. */
export interface KnownNotification {
  readonly id: number;
  /** It was not known before. */
  readonly isNew: boolean;
}

/** What the history becomes. */
export interface AlertChange {
  readonly alerts: readonly AlertRecord[];
  readonly totals?: readonly AlertTotal[];
  readonly audit?: readonly AuditEvent[];
}

export interface AlertQuery {
  readonly status?: AlertStatus;
  readonly model?: string;
  readonly limit: number;
  /** Only alerts with a smaller number. */
  readonly before?: number;
}

/** The history of alerts. */
export class Alerts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Changes a part of the history, with nobody else at it: `change` gets the alerts of the ranges and gives what they are to
   * be. It may run twice, and may throw to change nothing.
   */
  amend(
    ranges: readonly AlertRange[],
    change: (known: readonly KeptAlert[], notification: KnownNotification | undefined) => AlertChange,
    notification?: ReceivedNotification,
  ): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      await lockAlerts(transaction);
      const known = await readRanges(transaction, ranges);
      const told =
        notification === undefined ? undefined : await knownNotification(transaction, notification);
      const { alerts, totals = [], audit = [] } = change(known, told);
      await replaceAlerts(transaction, known, alerts);
      await addTotals(transaction, totals);
      await appendEvents(transaction, audit);
    });
  }

  /** Newest first, without events. */
  list({ status, model, limit, before }: AlertQuery): Promise<KeptAlert[]> {
    return readAlerts(
      this.#database,
      `WHERE ($1::text IS NULL OR a.status = $1) AND ($2::text IS NULL OR a.model = $2)
         AND ($3::float8 IS NULL OR a.id < $3::float8::bigint) ORDER BY a.id DESC LIMIT $4`,
      [status ?? null, model === undefined ? null : storableText(model), before ?? null, limit],
      false,
    );
  }

  /** Every alert of a fingerprint with its events, newest first. */
  episodes(fingerprint: string, limit = 100): Promise<KeptAlert[]> {
    return readAlerts(
      this.#database,
      'WHERE a.fingerprint = $1 ORDER BY a.starts_at DESC LIMIT $2',
      [fingerprint, limit],
      true,
    );
  }

  /** Alerts that are not over, without events. */
  open(): Promise<KeptAlert[]> {
    return readAlerts(this.#database, 'WHERE a.resolved_at IS NULL', [], false);
  }

  totals(): Promise<AlertTotal[]> {
    return this.#database.query<AlertTotal>('SELECT model, kind, label, value FROM drift.alert_totals');
  }

  /** How many alerts of each model began so often or more since a time; a model that has none is absent. */
  async flapping(times: number, since: number): Promise<Map<string, number>> {
    const rows = await this.#database.query<{ model: string; alerts: number }>(
      `SELECT model, count(*)::int AS alerts FROM (
         SELECT coalesce(model, '') AS model, fingerprint FROM drift.alerts WHERE starts_at >= ${timestamp('$2')}
         GROUP BY coalesce(model, ''), fingerprint HAVING count(*) >= $1) often
       GROUP BY model`,
      [times, since],
    );
    return new Map(rows.map(({ model, alerts }) => [model, alerts]));
  }
}

/** A fingerprint may have thousands of alerts behind it. */
function readRanges(transaction: Queryable, ranges: readonly AlertRange[]): Promise<KeptAlert[]> {
  return readAlerts(
    transaction,
    // OFFSET 0 keeps the planner from comparing all alerts in place of looking each range up in the index
    `WHERE a.id = ANY (ARRAY(
       SELECT own.id FROM unnest($1::text[], $2::float8[]) AS n(fingerprint, first)
       CROSS JOIN LATERAL (
         SELECT o.id FROM drift.alerts o WHERE o.fingerprint = n.fingerprint AND o.starts_at >= coalesce((
           SELECT max(b.starts_at) FROM drift.alerts b
           WHERE b.fingerprint = n.fingerprint AND b.starts_at <= ${timestamp('n.first')}), ${timestamp('n.first')})
         OFFSET 0) own))
     ORDER BY a.fingerprint, a.starts_at`,
    [ranges.map(({ fingerprint }) => fingerprint), ranges.map(({ from }) => storableTime(from))],
    true,
  );
}

async function knownNotification(
  transaction: Queryable,
  { content, at }: ReceivedNotification,
): Promise<KnownNotification> {
  const [found] = await transaction.query<{ id: number }>(
    `SELECT id::float8 AS id FROM drift.alert_notifications
     WHERE content = $1 AND received_at BETWEEN ${timestamp('$2')} AND ${timestamp('$3')} ORDER BY received_at LIMIT 1`,
    [content, at - SAME_NOTIFICATION, at + SAME_NOTIFICATION],
  );
  if (found !== undefined) return { id: found.id, isNew: false };
  const [made] = await transaction.query<{ id: number }>(
    `INSERT INTO drift.alert_notifications (content, received_at) VALUES ($1, ${timestamp('$2')}) RETURNING id::float8 AS id`,
    [content, at],
  );
  return { id: made?.id ?? 0, isNew: true };
}

async function addTotals(transaction: Queryable, totals: readonly AlertTotal[]): Promise<void> {
  if (totals.length === 0) return;
  await transaction.query(
    `INSERT INTO drift.alert_totals (model, kind, label, value)
     SELECT model, kind, label, sum(value)
     FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[]) AS n(model, kind, label, value)
     GROUP BY model, kind, label
     ON CONFLICT (model, kind, label) DO UPDATE SET value = drift.alert_totals.value + excluded.value`,
    [
      totals.map(({ model }) => storableText(model)),
      totals.map(({ kind }) => kind),
      totals.map(({ label }) => storableText(label)),
      totals.map(({ value }) => value),
    ],
  );
}

/** Removes what has been over for long enough. @returns how many alerts */
export function removeOldAlerts(database: Database, before: number): Promise<number> {
  return database.transaction(async (transaction) => {
    await lockAlerts(transaction);
    const [found] = await transaction.query<{ rows: number }>(
      `WITH removed AS (DELETE FROM drift.alerts WHERE resolved_at < ${timestamp('$1')} RETURNING 1)
       SELECT count(*)::int AS rows FROM removed`,
      [before],
    );
    await transaction.query(`DELETE FROM drift.alert_notifications WHERE received_at < ${timestamp('$1')}`, [
      before,
    ]);
    return found?.rows ?? 0;
  });
}
