import { milliseconds, storableText, timestamp, type Database, type Queryable } from './database.js';

/** Which values of a column are judged apart from a time on, until the next choice. */
export interface SegmentChoice {
  readonly column: string;
  /** Start of the first bucket that is counted so, milliseconds since the epoch. */
  readonly from: number;
  /** How many were asked for. */
  readonly top: number;
  /** As text, '' for NULL. */
  readonly values: readonly string[];
  /** All that could be chosen: the reference's most frequent values, by frequency. */
  readonly candidates: readonly string[];
  /** What `references` were found for: another wish finds them anew. */
  readonly wishes: string;
  /** What each value's segment is compared with and, last, the rest, as whoever keeps it writes it; empty where nothing is known. */
  readonly references: readonly string[];
}

type Chosen = Pick<SegmentChoice, 'top' | 'values' | 'candidates' | 'wishes'>;

/** The choices of a model under one version of its reference, oldest first. */
export async function readSegmentChoices(
  queryable: Queryable,
  model: string,
  version: string,
  column: string,
): Promise<SegmentChoice[]> {
  const key = [storableText(model), version, storableText(column)];
  const where = 'model = $1 AND version = $2 AND column_name = $3';
  const choices = await queryable.query<{ from: number; choice: string }>(
    `SELECT ${milliseconds('counted_from')} AS "from", choice FROM drift.segment_choices
     WHERE ${where} ORDER BY counted_from`,
    key,
  );
  const references = await queryable.query<{ from: number; counts: string }>(
    `SELECT ${milliseconds('counted_from')} AS "from", counts FROM drift.segment_references
     WHERE ${where} ORDER BY counted_from, place`,
    key,
  );
  return choices.map(({ from, choice }) => ({
    column,
    from,
    // written by `saveSegmentChoice`
    ...(JSON.parse(choice) as Chosen),
    references: references.filter((row) => row.from === from).map(({ counts }) => counts),
  }));
}

/** Keeps a choice, in place of one of the same column and time. */
export async function saveSegmentChoice(
  database: Database,
  model: string,
  version: string,
  { column, from, top, values, candidates, wishes, references }: SegmentChoice,
): Promise<void> {
  const key = [storableText(model), version, storableText(column), from];
  const chosen: Chosen = { top, values, candidates, wishes };
  await database.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO drift.segment_choices (model, version, column_name, counted_from, choice)
       VALUES ($1, $2, $3, ${timestamp('$4')}, $5)
       ON CONFLICT (model, version, column_name, counted_from) DO UPDATE SET choice = excluded.choice`,
      [...key, JSON.stringify(chosen)],
    );
    await transaction.query(
      `DELETE FROM drift.segment_references
       WHERE model = $1 AND version = $2 AND column_name = $3 AND counted_from = ${timestamp('$4')}`,
      key,
    );
    for (const [place, counts] of references.entries()) {
      await transaction.query(
        `INSERT INTO drift.segment_references (model, version, column_name, counted_from, place, counts)
         VALUES ($1, $2, $3, ${timestamp('$4')}, $5, $6)`,
        [...key, place, counts],
      );
    }
  });
}
