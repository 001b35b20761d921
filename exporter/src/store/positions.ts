import { DriftError } from '../errors.js';
import { milliseconds, storableText, timestamp, type Queryable } from './database.js';
import type { CheckCommit, ModelPosition } from './records.js';

export async function readPosition(
  queryable: Queryable,
  model: string,
  version: string,
  writer: string,
): Promise<ModelPosition | undefined> {
  const [found] = await queryable.query<Omit<ModelPosition, 'version'>>(
    `SELECT ${milliseconds('closed_until')} AS "closedUntil", ${milliseconds('counted_from')} AS "countedFrom", shift
     FROM drift.positions WHERE model = $1 AND version = $2 AND writer = $3`,
    [storableText(model), version, writer],
  );
  return found && { version, ...found };
}

/** Where each writer stands. */
export async function readPositions(
  queryable: Queryable,
  model: string,
  version: string,
): Promise<(Pick<ModelPosition, 'closedUntil' | 'countedFrom'> & { readonly writer: string })[]> {
  return queryable.query(
    `SELECT writer, ${milliseconds('closed_until')} AS "closedUntil", ${milliseconds('counted_from')} AS "countedFrom"
     FROM drift.positions WHERE model = $1 AND version = $2 ORDER BY writer`,
    [storableText(model), version],
  );
}

/** @throws DriftError `store_conflict` where somebody else has moved it */
export async function movePosition(
  transaction: Queryable,
  { model, version, writer, position }: CheckCommit,
): Promise<void> {
  if (position === undefined) return;
  const stored = await readPosition(transaction, model, version, writer);
  if (stored?.closedUntil !== position.was) {
    throw new DriftError(
      'store_conflict',
      `somebody else has counted model ${model} as ${JSON.stringify(writer)} meanwhile; give each exporter a name of its own`,
    );
  }
  await transaction.query(
    `INSERT INTO drift.positions (model, version, writer, closed_until, counted_from, shift)
     VALUES ($1, $2, $3, ${timestamp('$4')}, ${timestamp('$5')}, $6)
     ON CONFLICT (model, version, writer) DO UPDATE SET
       closed_until = excluded.closed_until, counted_from = excluded.counted_from, shift = excluded.shift`,
    [storableText(model), version, writer, position.closedUntil, position.countedFrom, position.shift],
  );
}
