import { storableText, type Queryable } from './database.js';

/** Lets nobody else write counts of this model as this writer before the transaction is over. */
export async function lockWriter(transaction: Queryable, model: string, writer: string): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${storableText(model)} ${writer}`,
  ]);
}
