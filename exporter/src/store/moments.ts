import { bytesArray, doubleArray } from './binaryArrays.js';
import { blobOf, blobText } from './blobs.js';
import { inChunks } from './chunks.js';
import { milliseconds, storableText, storableTime, timestamp, type Queryable } from './database.js';
import { lastByKey } from './lastByKey.js';
import type { BucketCounts, MomentsRecord } from './records.js';

/** Moments of a bucket, with whose they are; those of a bucket add up over writers. */
export interface KeptMoments extends MomentsRecord {
  readonly writer: string;
}

/** A hundred features take 40 kB a row. */
const ROWS_AT_ONCE = 200;

/** Puts a writer's joint moments in place of those that it had in the replaced stretch of time. */
export async function replaceMoments(transaction: Queryable, commit: BucketCounts): Promise<void> {
  const { model, version, writer, replace, moments } = commit;
  if (moments === undefined) return;
  const owner = [storableText(model), version, writer];
  if (replace !== undefined) {
    await transaction.query(
      `DELETE FROM drift.joint_moments WHERE model = $1 AND version = $2 AND writer = $3
         AND bucket_start >= ${timestamp('$4')} AND bucket_start < ${timestamp('$5')}`,
      [...owner, storableTime(replace.from), storableTime(replace.to)],
    );
  }
  for (const chunk of inChunks(
    lastByKey(moments, ({ start }) => String(start)),
    ROWS_AT_ONCE,
  )) {
    await transaction.query(
      `INSERT INTO drift.joint_moments (model, version, writer, bucket_start, blob)
       SELECT $1, $2, $3, ${timestamp('n.start')}, n.blob FROM unnest($4::float8[], $5::bytea[]) AS n(start, blob)
       ON CONFLICT (model, version, bucket_start, writer) DO UPDATE SET blob = excluded.blob`,
      [...owner, doubleArray(chunk.map(({ start }) => start)), bytesArray(chunk.map(({ blob }) => blob))],
    );
  }
}

/** Moments of buckets that start in [from, to), of every writer, by time and then writer; a few at a time are in memory. */
export async function* readMoments(
  queryable: Queryable,
  model: string,
  version: string,
  from: number,
  to: number,
): AsyncGenerator<KeptMoments> {
  let after: Pick<KeptMoments, 'start' | 'writer'> | undefined;
  for (;;) {
    const rows = await queryable.query<{ start: number; writer: string; blob: string }>(
      `SELECT ${milliseconds('bucket_start')} AS start, writer, ${blobText('blob')} AS blob FROM drift.joint_moments
       WHERE model = $1 AND version = $2 AND bucket_start < ${timestamp('$4')}
         AND (bucket_start > ${timestamp('$3')} OR (bucket_start = ${timestamp('$3')} AND ($5::text IS NULL OR writer > $5)))
       ORDER BY bucket_start, writer LIMIT ${ROWS_AT_ONCE}`,
      [
        storableText(model),
        version,
        after?.start ?? storableTime(from),
        storableTime(to),
        after?.writer ?? null,
      ],
    );
    for (const { blob, ...row } of rows) yield { ...row, blob: blobOf(blob) };
    after = rows.at(-1);
    if (rows.length < ROWS_AT_ONCE) return;
  }
}
