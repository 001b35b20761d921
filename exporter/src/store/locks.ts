import { storableText, type Queryable } from './database.js';

/** Numbers of our own: advisory locks share one range with whoever else uses the database. */
const MIGRATION = 7_405_120_464;
const CELLS = 7_405_120_465;
const ALERTS = 7_405_120_466;

// all of them are held until the transaction is over

/** Two exporters that start at once bring the schema up to date one after the other. */
export async function lockSchema(transaction: Queryable): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION]);
}

/** Lets nobody else write counts of this model as this writer. */
export async function lockWriter(transaction: Queryable, model: string, writer: string): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${storableText(model)} ${writer}`,
  ]);
}

/** Lets nobody remove cells of distributions while others may refer to them: whoever removes asks to be alone. */
export async function lockCells(transaction: Queryable, alone: boolean): Promise<void> {
  await transaction.query(`SELECT pg_advisory_xact_lock${alone ? '' : '_shared'}($1)`, [CELLS]);
}

/** Lets nobody else change the history of alerts: it changes seldom, and replicas hear of the same things at once. */
export async function lockAlerts(transaction: Queryable): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [ALERTS]);
}
