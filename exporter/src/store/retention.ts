import { removeOldAlerts } from './alerts.js';
import { inChunks } from './chunks.js';
import { storableText, storableTime, timestamp, type Database, type Queryable } from './database.js';
import { lockCells } from './locks.js';
import { rollUp } from './rollUp.js';

/** How long is kept what, in milliseconds. */
export interface Retention {
  /** Counts by bucket; older ones are rolled up into days of UTC. Joint moments by bucket are removed then. */
  readonly buckets: number;
  /** Counts by day; never shorter than `buckets`. */
  readonly days: number;
  /** Scores, distributions, checks, all that was found of a model beside, and alerts that are over. Scores by day are kept as long as `days` where that is longer. */
  readonly scores: number;
}

export interface RetentionResult {
  /** Rows of counts that became part of a day. */
  readonly rolledUp: number;
  /** Rows of any kind that were removed because they were old, or belonged to a model that was dropped. */
  readonly removed: number;
  /** What could not be rolled up, with its reason; everything else was. */
  readonly problems: readonly string[];
}

const seriesTables = [
  'profiles',
  'counters',
  'scores',
  'latest_scores',
  'daily_scores',
  'distributions',
  'distribution_cells',
  'importance',
  'decompositions',
  'segment_shares',
  'probabilities',
];

/** So that each step is short. */
const SERIES_AT_ONCE = 20;

const DAY = 86_400_000;

/** The audit log is never touched. @throws DriftError where the store fails; what was done until then stays done */
export async function applyRetention(
  database: Database,
  retention: Retention,
  now: (model: string) => number | undefined,
  needed: (model: string) => number = () => 0,
): Promise<RetentionResult> {
  let rolledUp = 0;
  let removed = await removeDropped(database);
  removed += await removeOldAlerts(database, storableTime(Date.now() - retention.scores));
  const problems: string[] = [];
  for (const model of await modelsOf(database)) {
    const end = now(model);
    if (end === undefined) continue;
    const buckets = Math.max(retention.buckets, needed(model));
    const days = await rollUp(database, model, storableTime(end - buckets));
    rolledUp += days.rows;
    problems.push(...days.problems);
    removed += await removeOld(database, model, {
      counts: storableTime(end - Math.max(retention.days, buckets)),
      // a day's would take as many bytes as an hour's, and no window that long is judged by them
      moments: storableTime(end - buckets),
      results: storableTime(end - retention.scores),
      // a day has all of its scores or none, so that what comes late to it is judged with the others
      scores: storableTime(lastMidnightBefore(end - retention.scores)),
      daily: storableTime(lastMidnightBefore(end - Math.max(retention.days, retention.scores))),
      // the clock of checks is the machine's, whatever the data's is
      checks: storableTime(Date.now() - retention.scores),
    });
  }
  // on PostgreSQL a process in the background does it
  if (database.kind === 'pglite') await database.script('VACUUM (ANALYZE)');
  return { rolledUp, removed, problems };
}

function lastMidnightBefore(time: number): number {
  return (Math.ceil(time / DAY) - 1) * DAY;
}

async function modelsOf(database: Database): Promise<string[]> {
  const rows = await database.query<{ model: string }>('SELECT model FROM drift.models ORDER BY model');
  return rows.map(({ model }) => model);
}

/** Clears what a dropped model has left behind, one series at a time. */
async function removeDropped(database: Database): Promise<number> {
  const series = await database.query<{ id: number }>('SELECT id FROM drift.series WHERE model IS NULL');
  let removed = 0;
  for (const { id } of series) {
    removed += await database.transaction(async (transaction) => {
      let rows = 0;
      for (const table of seriesTables) {
        rows += await countOf(transaction, `DELETE FROM drift.${table} WHERE series_id = $1 RETURNING 1`, [
          id,
        ]);
      }
      await transaction.query('DELETE FROM drift.series WHERE id = $1', [id]);
      return rows;
    });
  }
  return removed;
}

interface Ends {
  readonly counts: number;
  readonly moments: number;
  readonly results: number;
  readonly scores: number;
  readonly daily: number;
  readonly checks: number;
}

async function removeOld(database: Database, model: string, ends: Ends): Promise<number> {
  const name = storableText(model);
  const series = await database.query<{ id: number }>('SELECT id FROM drift.series WHERE model = $1', [name]);
  let removed = 0;
  const remove = async (sql: string, values: readonly unknown[]): Promise<number> => {
    const rows = await countOf(database, `DELETE FROM drift.${sql} RETURNING 1`, values);
    removed += rows;
    return rows;
  };
  for (const chunk of inChunks(series, SERIES_AT_ONCE)) {
    const ids = chunk.map(({ id }) => id);
    await remove(`profiles WHERE series_id = ANY($1::int[]) AND bucket_start < ${timestamp('$2')}`, [
      ids,
      ends.counts,
    ]);
    const old = `WHERE series_id = ANY($1::int[]) AND window_end < ${timestamp('$2')}`;
    await remove(`scores WHERE series_id = ANY($1::int[]) AND window_end <= ${timestamp('$2')}`, [
      ids,
      ends.scores,
    ]);
    await remove(
      `daily_scores WHERE series_id = ANY($1::int[]) AND day < (${timestamp('$2')} AT TIME ZONE 'UTC')::date`,
      [ids, ends.daily],
    );
    for (const table of ['importance', 'decompositions', 'segment_shares']) {
      await remove(`${table} ${old}`, [ids, ends.results]);
    }
    await remove(`probabilities WHERE series_id = ANY($1::int[]) AND data_until < ${timestamp('$2')}`, [
      ids,
      ends.results,
    ]);
    const pictures = await remove(`distributions ${old}`, [ids, ends.results]);
    if (pictures > 0) removed += await removeUnusedCells(database, ids);
  }
  for (const table of ['data_quality', 'performance', 'covariate']) {
    await remove(`${table} WHERE model = $1 AND window_end < ${timestamp('$2')}`, [name, ends.results]);
  }
  await remove(`concept_signals WHERE model = $1 AND data_until < ${timestamp('$2')}`, [name, ends.results]);
  await remove(`joint_moments WHERE model = $1 AND bucket_start < ${timestamp('$2')}`, [name, ends.moments]);
  await remove(`checks WHERE model = $1 AND started_at < ${timestamp('$2')}`, [name, ends.checks]);
  await remove(`ingests WHERE model = $1 AND recorded_at < ${timestamp('$2')}`, [name, ends.checks]);
  return removed;
}

function removeUnusedCells(database: Database, series: readonly number[]): Promise<number> {
  return database.transaction(async (transaction) => {
    await lockCells(transaction, true);
    return countOf(
      transaction,
      `DELETE FROM drift.distribution_cells c WHERE series_id = ANY($1::int[]) AND NOT EXISTS (
        SELECT FROM drift.distributions d WHERE d.series_id = c.series_id AND d.cells_id = c.id) RETURNING 1`,
      [series],
    );
  });
}

/** Rows that a deletion has returned. */
async function countOf(queryable: Queryable, deletion: string, values: readonly unknown[]): Promise<number> {
  const [found] = await queryable.query<{ rows: number }>(
    `WITH removed AS (${deletion}) SELECT count(*)::int AS rows FROM removed`,
    values,
  );
  return found?.rows ?? 0;
}
