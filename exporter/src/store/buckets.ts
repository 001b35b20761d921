import { decodeBucket, encodeBucket } from '../profile/codec.js';
import { mergeProfiles } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { bytesArray, doubleArray, integerArray } from './binaryArrays.js';
import { blobOf, blobText } from './blobs.js';
import { inChunks } from './chunks.js';
import { milliseconds, storableText, storableTime, timestamp, type Queryable } from './database.js';
import { lastByKey } from './lastByKey.js';
import type { BucketProfile, CheckCommit } from './records.js';
import { seriesIds } from './series.js';

const ROWS_AT_ONCE = 5_000;
/** Rows that one answer should hold; the stretch of time that it covers grows and shrinks to fit. */
const ANSWER_ROWS = 20_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Puts a writer's buckets in place of those that it had in the replaced stretch of time. */
export async function replaceBuckets(transaction: Queryable, commit: CheckCommit): Promise<void> {
  const { model, version, writer, replace, buckets, bucketLength } = commit;
  if (replace !== undefined) {
    // a rolled-up day that reaches beyond the stretch stays: it holds more than what was counted again
    await transaction.query(
      `DELETE FROM drift.profiles p USING drift.series s
       WHERE s.model = $1 AND s.version = $2 AND p.series_id = s.id AND p.writer = $3
         AND p.bucket_start >= ${timestamp('$4')} AND p.bucket_start < ${timestamp('$5')}
         AND NOT (coalesce(p.bucket_length, 0) > coalesce($6::int, 0)
           AND p.bucket_start + make_interval(secs => p.bucket_length) > ${timestamp('$5')})`,
      [storableText(model), version, writer, replace.from, replace.to, seconds(bucketLength)],
    );
  }
  const rolledUp = await rolledUpDays(transaction, commit);
  const wanted =
    rolledUp.size === 0 ? buckets : buckets.filter(({ start }) => !rolledUp.has(Math.floor(start / DAY)));
  const idOf = await seriesIds(
    transaction,
    model,
    version,
    wanted.map(({ segment, feature, profile }) => ({ segment, feature, kind: profile.grid.kind })),
  );
  const unique = lastByKey(wanted, ({ segment, feature, start }) => `${idOf(segment, feature)} ${start}`);
  for (const chunk of inChunks(unique, ROWS_AT_ONCE)) {
    await transaction.query(
      `INSERT INTO drift.profiles (series_id, bucket_start, bucket_length, rows, writer, blob)
       SELECT n.series, ${timestamp('n.start')}, $2::int, n.rows, $1, n.blob
       FROM unnest($3::int[], $4::float8[], $5::float8[], $6::bytea[]) AS n(series, start, rows, blob)
       ON CONFLICT (series_id, bucket_start, writer)
         DO UPDATE SET bucket_length = excluded.bucket_length, rows = excluded.rows, blob = excluded.blob`,
      [
        writer,
        seconds(bucketLength),
        integerArray(chunk.map(({ segment, feature }) => idOf(segment, feature))),
        doubleArray(chunk.map(({ start }) => start)),
        doubleArray(chunk.map(({ profile }) => profile.rows)),
        bytesArray(chunk.map(({ profile }) => encodeBucket(profile))),
      ],
    );
  }
}

/** Days of which the writer has a sum that the commit doesn't replace as a whole: their rows were counted before. */
async function rolledUpDays(transaction: Queryable, commit: CheckCommit): Promise<Set<number>> {
  const { model, version, writer, buckets, bucketLength } = commit;
  if (buckets.length === 0 || (bucketLength ?? 0) >= DAY) return new Set();
  let [from, to] = [Infinity, -Infinity];
  for (const { start } of buckets) [from, to] = [Math.min(from, start), Math.max(to, start)];
  const days = await transaction.query<{ start: number }>(
    `SELECT DISTINCT ${milliseconds('p.bucket_start')} AS start
     FROM drift.profiles p JOIN drift.series s ON s.id = p.series_id
     WHERE s.model = $1 AND s.version = $2 AND p.writer = $3 AND p.bucket_length = 86400
       AND p.bucket_start > ${timestamp('$4')} AND p.bucket_start <= ${timestamp('$5')}`,
    [storableText(model), version, writer, from - DAY, to],
  );
  return new Set(days.map(({ start }) => Math.floor(start / DAY)));
}

/** Whose counts are wanted; everybody's where absent. */
export interface Writers {
  readonly only?: string | undefined;
  readonly except?: string | undefined;
}

const BY_WRITER = 'p.writer = coalesce($7::text, p.writer) AND p.writer IS DISTINCT FROM $8::text';

/**
 * A model's buckets that start in [from, to), summed over writers, in the order of time, stretch by stretch: a stretch ends
 * where a bucket ends. @throws DriftError `store_corrupt`
 */
export async function* readBuckets(
  queryable: Queryable,
  model: string,
  version: string,
  features: readonly ReferenceFeature[],
  from: number,
  to: number,
  segment: string,
  { only, except }: Writers = {},
): AsyncGenerator<BucketProfile[]> {
  const byName = new Map(features.map((entry) => [storableText(entry.feature.name), entry]));
  const key = [storableText(model), version, storableText(segment), [...byName.keys()]];
  const [range] = await queryable.query<{ first: number | null; last: number | null }>(
    `SELECT ${milliseconds('min(b.first)')} AS first, ${milliseconds('max(b.last)')} AS last FROM drift.series s
     CROSS JOIN LATERAL (SELECT min(bucket_start) AS first, max(bucket_start) AS last FROM drift.profiles p
       WHERE p.series_id = s.id AND p.bucket_start >= ${timestamp('$5')} AND p.bucket_start < ${timestamp('$6')} AND ${BY_WRITER}) b
     WHERE s.model = $1 AND s.version = $2 AND s.segment = $3 AND s.feature = ANY($4::text[])`,
    [...key, storableTime(from), storableTime(to), only ?? null, except ?? null],
  );
  if (range?.first == null || range.last == null) return;
  let step = HOUR;
  for (let start = range.first; start <= range.last;) {
    const end = Math.min(start + step, range.last + 1);
    const rows = await queryable.query<{
      feature: string;
      start: number;
      length: number | null;
      blob: string;
    }>(
      `SELECT s.feature, ${milliseconds('p.bucket_start')} AS start, p.bucket_length AS length,
         ${blobText('p.blob')} AS blob
       FROM drift.series s JOIN drift.profiles p ON p.series_id = s.id
       WHERE s.model = $1 AND s.version = $2 AND s.segment = $3 AND s.feature = ANY($4::text[])
         AND p.bucket_start >= ${timestamp('$5')} AND p.bucket_start < ${timestamp('$6')} AND ${BY_WRITER}
       ORDER BY p.bucket_start, s.id, p.writer`,
      [...key, start, end, only ?? null, except ?? null],
    );
    if (rows.length > 0) {
      const found: BucketProfile[] = [];
      for (const row of rows) {
        const entry = byName.get(row.feature);
        if (entry === undefined) continue;
        const { name } = entry.feature;
        const profile = decodeBucket(blobOf(row.blob), entry.profile.grid);
        const last = found.at(-1);
        if (last?.feature === name && last.start === row.start) {
          found[found.length - 1] = { ...last, profile: mergeProfiles(last.profile, profile) };
        } else {
          const length = row.length === null ? {} : { length: row.length * 1000 };
          found.push({ feature: name, segment, start: row.start, profile, ...length });
        }
      }
      yield found;
    }
    start = end;
    if (rows.length > ANSWER_ROWS) step = Math.max(1000, step / 2);
    else if (rows.length < ANSWER_ROWS / 4) step *= 2;
  }
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds / 1000);
}
