import { DriftError } from '../errors.js';
import { decodeBucket, decodeGrid, encodeBucket } from '../profile/codec.js';
import type { Grid } from '../profile/grid.js';
import { mergeProfiles, type Profile } from '../profile/profile.js';
import { blobArray, blobList, blobOf, blobText } from './blobs.js';
import { inChunks } from './chunks.js';
import { milliseconds, storableText, timestamp, type Database, type Queryable } from './database.js';
import { lockWriter } from './locks.js';

const DAY = 86_400_000;
const DAY_SECONDS = 86_400;
/** What is rolled up in one transaction. */
const STRETCH = 31 * DAY;
const SERIES_AT_ONCE = 20;

interface Series {
  readonly id: number;
  readonly feature: string;
  readonly grid: string;
  /** Start of its oldest bucket that is no day yet. */
  readonly oldest: number;
}

export interface RolledUp {
  /** Rows that became part of a day. */
  readonly rows: number;
  /** Why a feature could not be rolled up; all others were. */
  readonly problems: readonly string[];
}

/** Puts one row in place of a day's buckets, for every day of UTC that lies before `end` as a whole. Sums stay the same. */
export async function rollUp(database: Database, model: string, end: number): Promise<RolledUp> {
  const until = Math.floor(end / DAY) * DAY;
  const series = await database.query<Series>(
    `SELECT s.id, s.feature, ${blobText('f.grid')} AS grid, ${milliseconds('b.oldest')} AS oldest
     FROM drift.series s
     JOIN drift.reference_features f ON f.model = s.model AND f.version = s.version AND f.feature = s.feature
     CROSS JOIN LATERAL (SELECT min(bucket_start) AS oldest FROM drift.profiles p
       WHERE p.series_id = s.id AND p.bucket_start < ${timestamp('$2')} AND coalesce(p.bucket_length, 0) < ${DAY_SECONDS}) b
     WHERE s.model = $1 AND b.oldest IS NOT NULL`,
    [storableText(model), until],
  );
  let rows = 0;
  const problems: string[] = [];
  for (const chunk of inChunks(series, SERIES_AT_ONCE)) {
    try {
      rows += await rollUpSeries(database, model, chunk, until);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      // one by one, so that the others are
      for (const one of chunk) {
        try {
          rows += await rollUpSeries(database, model, [one], until);
        } catch (error) {
          if (!isCorrupt(error)) throw error;
          problems.push(`model ${model}: ${error.with({ feature: one.feature }).message}`);
        }
      }
    }
  }
  return { rows, problems };
}

async function rollUpSeries(
  database: Database,
  model: string,
  series: readonly Series[],
  until: number,
): Promise<number> {
  const grids = new Map(series.map(({ id, grid }) => [id, decodeGrid(blobOf(grid))]));
  const first = Math.min(...series.map(({ oldest }) => oldest));
  let rows = 0;
  for (let start = Math.floor(first / DAY) * DAY; start < until; start += STRETCH) {
    const end = Math.min(start + STRETCH, until);
    rows += await database.transaction((transaction) => rollUpStretch(transaction, model, grids, start, end));
  }
  return rows;
}

async function rollUpStretch(
  transaction: Queryable,
  model: string,
  grids: ReadonlyMap<number, Grid>,
  from: number,
  to: number,
): Promise<number> {
  const range = [[...grids.keys()], from, to];
  const within = `series_id = ANY($1::int[]) AND bucket_start >= ${timestamp('$2')} AND bucket_start < ${timestamp('$3')}
    AND coalesce(bucket_length, 0) < ${DAY_SECONDS}`;
  const writers = await transaction.query<{ writer: string }>(
    `SELECT DISTINCT writer FROM drift.profiles WHERE ${within} ORDER BY writer`,
    range,
  );
  for (const { writer } of writers) await lockWriter(transaction, model, writer);
  const rows = await transaction.query<{ series: number; writer: string; start: number; blob: string }>(
    `DELETE FROM drift.profiles WHERE ${within} AND writer = ANY($4::text[])
     RETURNING series_id AS series, writer, ${milliseconds('bucket_start')} AS start, ${blobText('blob')} AS blob`,
    [...range, writers.map(({ writer }) => writer)],
  );
  const days = new Map<string, { series: number; writer: string; day: number; profile: Profile }>();
  // sums of doubles depend on their order
  for (const { series, writer, start, blob } of rows.sort((a, b) => a.start - b.start)) {
    const grid = grids.get(series);
    if (grid === undefined) continue;
    const day = Math.floor(start / DAY) * DAY;
    const key = `${series} ${day} ${writer}`;
    const known = days.get(key)?.profile;
    const profile = decodeBucket(blobOf(blob), grid);
    days.set(key, {
      series,
      writer,
      day,
      profile: known === undefined ? profile : mergeProfiles(known, profile),
    });
  }
  const sums = [...days.values()];
  await transaction.query(
    `INSERT INTO drift.profiles (series_id, bucket_start, bucket_length, rows, writer, blob)
     SELECT n.series, ${timestamp('n.day')}, ${DAY_SECONDS}, n.rows, n.writer, decode(n.blob, 'base64')
     FROM unnest($1::int[], $2::float8[], $3::float8[], $4::text[], ${blobArray('$5')}) AS n(series, day, rows, writer, blob)`,
    [
      sums.map(({ series }) => series),
      sums.map(({ day }) => day),
      sums.map(({ profile }) => profile.rows),
      sums.map(({ writer }) => writer),
      blobList(sums.map(({ profile }) => encodeBucket(profile))),
    ],
  );
  return rows.length;
}

function isCorrupt(error: unknown): error is DriftError {
  return (
    error instanceof DriftError && (error.code === 'store_corrupt' || error.code === 'reference_corrupt')
  );
}
