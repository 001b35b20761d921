import { DriftError } from '../errors.js';
import { decodeGrid } from '../profile/codec.js';
import type { Grid } from '../profile/grid.js';
import { blobArray, blobList, blobOf, blobText } from './blobs.js';
import { inChunks } from './chunks.js';
import { milliseconds, storableText, timestamp, type Database, type Queryable } from './database.js';
import { DaySum } from './daySum.js';
import { lockWriter } from './locks.js';
import { PACK } from './segmentPack.js';

const DAY = 86_400_000;
const DAY_SECONDS = 86_400;
/** What is rolled up in one transaction. */
const STRETCH = 31 * DAY;
const SERIES_AT_ONCE = 20;

interface Series {
  readonly id: number;
  readonly segment: string;
  readonly feature: string;
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
    `SELECT s.id, s.segment, s.feature, ${milliseconds('b.oldest')} AS oldest
     FROM drift.series s
     CROSS JOIN LATERAL (SELECT min(bucket_start) AS oldest FROM drift.profiles p
       WHERE p.series_id = s.id AND p.bucket_start < ${timestamp('$2')} AND coalesce(p.bucket_length, 0) < ${DAY_SECONDS}) b
     WHERE s.model = $1 AND b.oldest IS NOT NULL`,
    [storableText(model), until],
  );
  if (series.length === 0) return { rows: 0, problems: [] };
  const grids = await gridsOf(database, model);
  let rows = 0;
  const problems: string[] = [];
  for (const chunk of inChunks(series, SERIES_AT_ONCE)) {
    try {
      rows += await rollUpSeries(database, model, grids, chunk, until);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      // one by one, so that the others are
      for (const one of chunk) {
        try {
          rows += await rollUpSeries(database, model, grids, [one], until);
        } catch (error) {
          if (!isCorrupt(error)) throw error;
          problems.push(`model ${model}: ${error.with({ feature: one.feature || one.segment }).message}`);
        }
      }
    }
  }
  return { rows, problems };
}

/** The grid of a feature, by the number of its series over all rows; throws where it cannot be read. */
type Grids = (series: number) => Grid | undefined;

async function gridsOf(database: Database, model: string): Promise<Grids> {
  const rows = await database.query<{ id: number; grid: string }>(
    `SELECT s.id, ${blobText('f.grid')} AS grid FROM drift.series s
     JOIN drift.reference_features f ON f.model = s.model AND f.version = s.version AND f.feature = s.feature
     WHERE s.model = $1 AND s.segment = ''`,
    [storableText(model)],
  );
  const stored = new Map(rows.map(({ id, grid }) => [id, grid]));
  const grids = new Map<number, Grid>();
  return (series) => {
    const grid = stored.get(series);
    if (grid !== undefined && !grids.has(series)) grids.set(series, decodeGrid(blobOf(grid)));
    return grids.get(series);
  };
}

async function rollUpSeries(
  database: Database,
  model: string,
  grids: Grids,
  series: readonly Series[],
  until: number,
): Promise<number> {
  const first = Math.min(...series.map(({ oldest }) => oldest));
  let rows = 0;
  for (let start = Math.floor(first / DAY) * DAY; start < until; start += STRETCH) {
    const end = Math.min(start + STRETCH, until);
    rows += await database.transaction((transaction) =>
      rollUpStretch(transaction, model, grids, series, start, end),
    );
  }
  return rows;
}

async function rollUpStretch(
  transaction: Queryable,
  model: string,
  grids: Grids,
  series: readonly Series[],
  from: number,
  to: number,
): Promise<number> {
  const range = [series.map(({ id }) => id), from, to];
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
  const packs = new Set(series.filter(({ feature }) => feature === PACK).map(({ id }) => id));
  const days = new Map<string, DaySum>();
  for (const { series, writer, start, blob } of rows.sort((a, b) => a.start - b.start)) {
    const day = Math.floor(start / DAY) * DAY;
    const key = `${series} ${day} ${writer}`;
    const sum = days.get(key) ?? new DaySum(series, writer, day, packs.has(series));
    sum.add(blobOf(blob), grids);
    days.set(key, sum);
  }
  const sums = [...days.values()];
  await transaction.query(
    `INSERT INTO drift.profiles (series_id, bucket_start, bucket_length, rows, writer, blob)
     SELECT n.series, ${timestamp('n.day')}, ${DAY_SECONDS}, n.rows, n.writer, decode(n.blob, 'base64')
     FROM unnest($1::int[], $2::float8[], $3::float8[], $4::text[], ${blobArray('$5')}) AS n(series, day, rows, writer, blob)`,
    [
      sums.map(({ series }) => series),
      sums.map(({ day }) => day),
      sums.map(({ rows }) => rows),
      sums.map(({ writer }) => writer),
      blobList(sums.map((sum) => sum.blob())),
    ],
  );
  return rows.length;
}

function isCorrupt(error: unknown): error is DriftError {
  return (
    error instanceof DriftError && (error.code === 'store_corrupt' || error.code === 'reference_corrupt')
  );
}
