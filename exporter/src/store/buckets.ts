import { decodeBucket, encodeBucket } from '../profile/codec.js';
import { mergeProfiles } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { bytesArray, doubleArray, integerArray } from './binaryArrays.js';
import { blobOf, blobText } from './blobs.js';
import { inChunks } from './chunks.js';
import { milliseconds, storableText, storableTime, timestamp, type Queryable } from './database.js';
import { lastByKey } from './lastByKey.js';
import type { BucketCounts, BucketProfile } from './records.js';
import { decodePack, encodePack, PACK, type Packed } from './segmentPack.js';
import { seriesIds, type SeriesKey } from './series.js';

const ROWS_AT_ONCE = 5_000;
/** Rows that one answer should hold; the stretch of time that it covers grows and shrinks to fit. */
const ANSWER_ROWS = 20_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Puts a writer's buckets in place of those that it had in the replaced stretch of time. */
export async function replaceBuckets(transaction: Queryable, commit: BucketCounts): Promise<void> {
  const { model, version, writer, replace, buckets, bucketLength } = commit;
  if (replace !== undefined) {
    // a rolled-up day that reaches beyond the stretch stays: it holds more than what was counted again
    await transaction.query(
      `DELETE FROM drift.profiles p USING drift.series s
       WHERE s.model = $1 AND s.version = $2 AND s.segment = ANY($7::text[]) AND p.series_id = s.id AND p.writer = $3
         AND p.bucket_start >= ${timestamp('$4')} AND p.bucket_start < ${timestamp('$5')}
         AND NOT (coalesce(p.bucket_length, 0) > coalesce($6::int, 0)
           AND p.bucket_start + make_interval(secs => p.bucket_length) > ${timestamp('$5')})`,
      [
        ...[storableText(model), version, writer, replace.from, replace.to, seconds(bucketLength)],
        ['', ...(replace.segments ?? []).map(storableText)],
      ],
    );
  }
  const rolledUp = await rolledUpDays(transaction, commit);
  const wanted =
    rolledUp.size === 0 ? buckets : buckets.filter(({ start }) => !rolledUp.has(Math.floor(start / DAY)));
  const idOf = await seriesIds(transaction, model, version, seriesOf(wanted));
  for (const chunk of inChunks(rowsOf(wanted, idOf), ROWS_AT_ONCE)) {
    await transaction.query(
      `INSERT INTO drift.profiles (series_id, bucket_start, bucket_length, rows, writer, blob)
       SELECT n.series, ${timestamp('n.start')}, $2::int, n.rows, $1, n.blob
       FROM unnest($3::int[], $4::float8[], $5::float8[], $6::bytea[]) AS n(series, start, rows, blob)
       ON CONFLICT (series_id, bucket_start, writer)
         DO UPDATE SET bucket_length = excluded.bucket_length, rows = excluded.rows, blob = excluded.blob`,
      [
        writer,
        seconds(bucketLength),
        integerArray(chunk.map(({ series }) => series)),
        doubleArray(chunk.map(({ start }) => start)),
        doubleArray(chunk.map(({ rows }) => rows)),
        bytesArray(chunk.map(({ blob }) => blob)),
      ],
    );
  }
}

function* seriesOf(buckets: readonly BucketProfile[]): Generator<SeriesKey> {
  for (const { segment, feature, profile } of buckets) {
    // a pack names features by their series over all rows
    yield { segment: '', feature, kind: profile.grid.kind };
    if (segment !== '') yield { segment, feature: PACK, kind: 'pack' };
  }
}

interface ProfileRow {
  readonly series: number;
  readonly start: number;
  readonly rows: number;
  readonly blob: Uint8Array;
}

/** A row for each feature's bucket over all rows, and one for all features' of each segment. */
function rowsOf(
  buckets: readonly BucketProfile[],
  idOf: (segment: string, feature: string) => number,
): ProfileRow[] {
  const whole: ProfileRow[] = [];
  const packs = new Map<string, { series: number; start: number; rows: number; parts: Packed[] }>();
  const unique = lastByKey(buckets, ({ segment, feature, start }) => `${start} ${segment}\0${feature}`);
  for (const { segment, feature, start, profile } of unique) {
    const [series, { rows }] = [idOf('', feature), profile];
    if (segment === '') {
      whole.push({ series, start, rows, blob: encodeBucket(profile) });
      continue;
    }
    // of labels and predictions only the rows as a whole are told
    const blob = encodeBucket({ ...profile, joint: {} });
    const key = `${start} ${segment}`;
    const pack = packs.get(key) ?? { series: idOf(segment, PACK), start, rows: 0, parts: [] };
    pack.rows = Math.max(pack.rows, rows);
    pack.parts.push({ series, blob });
    packs.set(key, pack);
  }
  return [
    ...whole,
    ...Array.from(packs.values(), ({ parts, ...row }) => ({ ...row, blob: encodePack(parts) })),
  ];
}

/** Days of which the writer has a sum that the commit doesn't replace as a whole: their rows were counted before. */
async function rolledUpDays(transaction: Queryable, commit: BucketCounts): Promise<Set<number>> {
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
  const names = [...byName.keys()];
  const known = segment === '' ? undefined : await featuresById(queryable, model, version, byName);
  const key = [storableText(model), version, storableText(segment), segment === '' ? names : [PACK]];
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
      const found = new Map<string, BucketProfile>();
      for (const row of rows) {
        const blob = blobOf(row.blob);
        const parts =
          known === undefined
            ? [{ entry: byName.get(row.feature), blob }]
            : decodePack(blob).map((part) => ({ entry: known.get(part.series), blob: part.blob }));
        const length = row.length === null ? {} : { length: row.length * 1000 };
        for (const { entry, blob } of parts) {
          if (entry === undefined) continue;
          const { name } = entry.feature;
          const own = decodeBucket(blob, entry.profile.grid);
          const key = `${row.start} ${name}`;
          const other = found.get(key);
          const profile = other === undefined ? own : mergeProfiles(other.profile, own);
          found.set(key, { feature: name, segment, start: row.start, profile, ...length });
        }
      }
      yield [...found.values()];
    }
    start = end;
    if (rows.length > ANSWER_ROWS) step = Math.max(1000, step / 2);
    else if (rows.length < ANSWER_ROWS / 4) step *= 2;
  }
}

/** Features by the number of their series over all rows, as packs name them. */
async function featuresById(
  queryable: Queryable,
  model: string,
  version: string,
  byName: ReadonlyMap<string, ReferenceFeature>,
): Promise<Map<number, ReferenceFeature>> {
  const series = await queryable.query<{ id: number; feature: string }>(
    `SELECT id, feature FROM drift.series
     WHERE model = $1 AND version = $2 AND segment = '' AND feature = ANY($3::text[])`,
    [storableText(model), version, [...byName.keys()]],
  );
  return new Map(
    series.flatMap(({ id, feature }) => {
      const entry = byName.get(feature);
      return entry === undefined ? [] : [[id, entry] as const];
    }),
  );
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds / 1000);
}
