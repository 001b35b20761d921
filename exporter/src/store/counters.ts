import { storableCount, storableText, type Queryable } from './database.js';
import { lastByKey } from './lastByKey.js';
import type { CheckCommit, CounterRecord } from './records.js';
import { seriesIds } from './series.js';

/** Adds what has been counted for good. */
export async function addCounters(
  transaction: Queryable,
  { model, version, writer, counted, buckets }: CheckCommit,
): Promise<void> {
  if (counted.length === 0) return;
  const kinds = new Map(buckets.map(({ feature, profile }) => [feature, profile.grid.kind]));
  const idOf = await seriesIds(
    transaction,
    model,
    version,
    counted.map(({ feature }) => ({ segment: '', feature, kind: kinds.get(feature) ?? 'numeric' })),
  );
  const unique = lastByKey(counted, ({ feature }) => String(idOf('', feature)));
  await transaction.query(
    `INSERT INTO drift.counters (series_id, writer, counts, sum)
     SELECT n.series, $1, n.counts::float8[], n.sum FROM unnest($2::int[], $3::text[], $4::float8[]) AS n(series, counts, sum)
     ON CONFLICT (series_id, writer) DO UPDATE SET
       counts = ARRAY(SELECT coalesce(u.a, 0) + coalesce(u.b, 0)
         FROM unnest(counters.counts, excluded.counts) WITH ORDINALITY AS u(a, b, cell) ORDER BY u.cell),
       sum = counters.sum + excluded.sum`,
    [
      writer,
      unique.map(({ feature }) => idOf('', feature)),
      unique.map(({ counts }) => `{${Array.from(counts, storableCount).join(',')}}`),
      unique.map(({ sum }) => storableCount(sum)),
    ],
  );
}

export async function readCounters(
  queryable: Queryable,
  model: string,
  version: string,
  writer: string,
): Promise<CounterRecord[]> {
  const rows = await queryable.query<{ feature: string; counts: number[]; sum: number }>(
    `SELECT s.feature, c.counts, c.sum FROM drift.counters c JOIN drift.series s ON s.id = c.series_id
     WHERE s.model = $1 AND s.version = $2 AND s.segment = '' AND c.writer = $3 ORDER BY s.id`,
    [storableText(model), version, writer],
  );
  return rows.map(({ feature, counts, sum }) => ({ feature, counts: Float64Array.from(counts), sum }));
}
