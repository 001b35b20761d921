import { milliseconds, storableText, timestamp, type Queryable } from './database.js';
import type { CheckRecord } from './records.js';

export interface CheckQuery {
  readonly model?: string;
  readonly limit: number;
  /** Only checks that began before. */
  readonly before?: Date;
}

export interface KeptCheck extends CheckRecord {
  readonly model: string;
  readonly version: string;
  readonly writer: string;
}

export async function readChecks(
  queryable: Queryable,
  { model, limit, before }: CheckQuery,
): Promise<KeptCheck[]> {
  type Stored = Omit<KeptCheck, 'startedAt' | 'finishedAt' | 'watermark'> & {
    started: number;
    finished: number;
    newest: number | null;
  };
  const rows = await queryable.query<Stored>(
    `SELECT model, version, writer, ${milliseconds('started_at')} AS started, ${milliseconds('finished_at')} AS finished,
       stages, rows, buckets, features, failed_features AS "failedFeatures", error, ${milliseconds('watermark')} AS newest
     FROM drift.checks
     WHERE ($1::text IS NULL OR model = $1) AND ($3::float8 IS NULL OR started_at < ${timestamp('$3')})
     ORDER BY started_at DESC LIMIT $2`,
    [model === undefined ? null : storableText(model), limit, before?.getTime() ?? null],
  );
  return rows.map(({ started, finished, newest, ...check }) => ({
    ...check,
    startedAt: new Date(started),
    finishedAt: new Date(finished),
    ...(newest !== null && { watermark: newest }),
  }));
}
