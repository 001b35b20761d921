import { decodeBucket, decodeGrid, encodeBucket } from '../profile/codec.js';
import type { Grid } from '../profile/grid.js';
import { mergeProfiles, type Profile } from '../profile/profile.js';
import { milliseconds, storableText, timestamp, type Database } from './database.js';
import { lockWriter } from './lockWriter.js';

const DAY = 86_400_000;
const DAY_SECONDS = 86_400;
/** Days that are rolled up in one transaction. */
const DAYS_AT_ONCE = 31;

interface Series {
  readonly id: number;
  readonly feature: string;
  readonly grid: Uint8Array;
  /** Start of its oldest bucket that is no day yet. */
  readonly oldest: number;
}

/**
 * Puts one row in place of a day's buckets, for every day of UTC that lies before `end` as a whole. Sums stay what they are.
 * @returns how many rows became part of a day @throws DriftError `store_corrupt`, after all other series were rolled up
 */
export async function rollUp(database: Database, model: string, end: number): Promise<number> {
  const until = Math.floor(end / DAY) * DAY;
  const series = await database.query<Series>(
    `SELECT s.id, s.feature, f.grid, ${milliseconds('b.oldest')} AS oldest
     FROM drift.series s
     JOIN drift.reference_features f ON f.model = s.model AND f.version = s.version AND f.feature = s.feature
     CROSS JOIN LATERAL (SELECT min(bucket_start) AS oldest FROM drift.profiles p
       WHERE p.series_id = s.id AND p.bucket_start < ${timestamp('$2')} AND coalesce(p.bucket_length, 0) < ${DAY_SECONDS}) b
     WHERE s.model = $1 AND b.oldest IS NOT NULL`,
    [storableText(model), until],
  );
  let rolledUp = 0;
  let failure: { readonly error: unknown } | undefined;
  for (const one of series) {
    try {
      const grid = decodeGrid(one.grid);
      for (let start = Math.floor(one.oldest / DAY) * DAY; start < until; start += DAYS_AT_ONCE * DAY) {
        rolledUp += await rollUpStretch(
          database,
          model,
          one.id,
          grid,
          start,
          Math.min(start + DAYS_AT_ONCE * DAY, until),
        );
      }
    } catch (error) {
      failure ??= { error };
    }
  }
  if (failure !== undefined) throw failure.error;
  return rolledUp;
}

function rollUpStretch(
  database: Database,
  model: string,
  series: number,
  grid: Grid,
  from: number,
  to: number,
): Promise<number> {
  return database.transaction(async (transaction) => {
    const range = [series, from, to];
    const within = `series_id = $1 AND bucket_start >= ${timestamp('$2')} AND bucket_start < ${timestamp('$3')}
      AND coalesce(bucket_length, 0) < ${DAY_SECONDS}`;
    const writers = await transaction.query<{ writer: string }>(
      `SELECT DISTINCT writer FROM drift.profiles WHERE ${within} ORDER BY writer`,
      range,
    );
    for (const { writer } of writers) await lockWriter(transaction, model, writer);
    const rows = await transaction.query<{ writer: string; start: number; blob: Uint8Array }>(
      `DELETE FROM drift.profiles WHERE ${within} AND writer = ANY($4::text[])
       RETURNING writer, ${milliseconds('bucket_start')} AS start, blob`,
      [...range, writers.map(({ writer }) => writer)],
    );
    const days = new Map<string, { writer: string; day: number; profile: Profile }>();
    // sums of doubles depend on their order
    for (const { writer, start, blob } of rows.sort((a, b) => a.start - b.start)) {
      const day = Math.floor(start / DAY) * DAY;
      const key = `${day} ${writer}`;
      const known = days.get(key)?.profile;
      const profile = decodeBucket(blob, grid);
      days.set(key, { writer, day, profile: known === undefined ? profile : mergeProfiles(known, profile) });
    }
    const sums = [...days.values()];
    await transaction.query(
      `INSERT INTO drift.profiles (series_id, bucket_start, bucket_length, rows, writer, blob)
       SELECT $1, ${timestamp('n.day')}, ${DAY_SECONDS}, n.rows, n.writer, decode(n.blob, 'base64')
       FROM unnest($2::float8[], $3::float8[], $4::text[], $5::text[]) AS n(day, rows, writer, blob)`,
      [
        series,
        sums.map(({ day }) => day),
        sums.map(({ profile }) => profile.rows),
        sums.map(({ writer }) => writer),
        sums.map(({ profile }) => Buffer.from(encodeBucket(profile)).toString('base64')),
      ],
    );
    return rows.length;
  });
}
