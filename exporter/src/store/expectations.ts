import { appendEvents } from './audit.js';
import { milliseconds, storableText, timestamp, type Database } from './database.js';
import { lockAlerts } from './locks.js';
import type { ExpectationRecord } from './alertRecords.js';

/** An expectation that is kept, with its number. */
export interface KeptExpectation extends ExpectationRecord {
  readonly id: number;
}

const columns = `id::float8 AS id, model, feature, ${milliseconds('until')} AS until, comment, actor,
  ${milliseconds('created_at')} AS at`;

/** Changes that people expect: each mutes its feature until a date, and then ends by itself. */
export class Expectations {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those that hold at a time, in milliseconds since the epoch. */
  active(at: number): Promise<KeptExpectation[]> {
    return this.#database.query<KeptExpectation>(
      `SELECT ${columns} FROM drift.expectations WHERE ended_at IS NULL AND until > ${timestamp('$1')}
       ORDER BY model, feature`,
      [at],
    );
  }

  /** Sets an expectation in place of the feature's former one, and writes it into the audit log. @returns its number */
  set(expectation: ExpectationRecord): Promise<number> {
    const { model, feature, until, comment, actor, at } = expectation;
    return this.#database.transaction(async (transaction) => {
      await lockAlerts(transaction);
      await transaction.query(
        `UPDATE drift.expectations SET ended_at = ${timestamp('$3')}, ended_by = $4
         WHERE model = $1 AND feature = $2 AND ended_at IS NULL`,
        [storableText(model), storableText(feature), at, actor],
      );
      const [made] = await transaction.query<{ id: number }>(
        `INSERT INTO drift.expectations (model, feature, until, comment, actor, created_at)
         VALUES ($1, $2, ${timestamp('$3')}, $4, $5, ${timestamp('$6')}) RETURNING id::float8 AS id`,
        [storableText(model), storableText(feature), until, storableText(comment), actor, at],
      );
      const detail = { until: new Date(until).toISOString(), comment };
      await appendEvents(transaction, [
        { at: new Date(at), actor, action: 'feature_expected', subject: { model, feature }, detail },
      ]);
      return made?.id ?? 0;
    });
  }

  /** Ends a feature's expectation before its time. @returns whether there was one */
  end({ model, feature, actor, comment, at }: Omit<ExpectationRecord, 'until'>): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      await lockAlerts(transaction);
      const ended = await transaction.query(
        `UPDATE drift.expectations SET ended_at = ${timestamp('$3')}, ended_by = $4
         WHERE model = $1 AND feature = $2 AND ended_at IS NULL AND until > ${timestamp('$3')} RETURNING 1`,
        [storableText(model), storableText(feature), at, actor],
      );
      if (ended.length === 0) return false;
      await appendEvents(transaction, [
        {
          at: new Date(at),
          actor,
          action: 'expectation_ended',
          subject: { model, feature },
          detail: comment === '' ? {} : { comment },
        },
      ]);
      return true;
    });
  }
}
