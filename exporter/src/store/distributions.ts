import { createHash } from 'node:crypto';
import { inChunks } from './chunks.js';
import {
  milliseconds,
  storableCount,
  storableJson,
  storableText,
  storableTime,
  timestamp,
  type Queryable,
} from './database.js';
import { lastByKey } from './lastByKey.js';
import { lockCells } from './locks.js';
import type { CheckCommit, DistributionRecord } from './records.js';
import type { ScoreQuery } from './scores.js';
import { seriesIds } from './series.js';

const ROWS_AT_ONCE = 2_000;

/** A picture whose cells are told by their content. */
interface KeptCells {
  readonly record: DistributionRecord;
  readonly series: number;
  readonly digest: string;
  readonly key: string;
  /** Arrays as PostgreSQL reads them. */
  readonly uppers: string | null;
  readonly reference: string;
  readonly categories: string | null;
  readonly missing: number;
}

/** Pictures share the cells and the reference's rows in them, which are kept once. */
export async function putDistributions(
  transaction: Queryable,
  { model, version, distributions }: CheckCommit,
): Promise<void> {
  if (distributions.length === 0) return;
  const idOf = await seriesIds(
    transaction,
    model,
    version,
    distributions.map(({ segment, feature, uppers }) => ({
      segment,
      feature,
      kind: uppers === undefined ? 'categorical' : 'numeric',
    })),
  );
  const rows = lastByKey(
    distributions.map((record) => cellsOf(record, idOf(record.segment, record.feature))),
    ({ series, record }) => `${series} ${record.windowName} ${record.to}`,
  );
  await lockCells(transaction, false);
  const ids = new Map<string, string>();
  for (const chunk of inChunks(
    lastByKey(rows, ({ key }) => key),
    ROWS_AT_ONCE,
  )) {
    await cellIds(transaction, chunk, ids);
  }
  for (const chunk of inChunks(rows, ROWS_AT_ONCE)) {
    await transaction.query(
      `INSERT INTO drift.distributions (series_id, window_name, window_start, window_end, cells_id, current, current_missing)
       SELECT n.series, n.name, ${timestamp('n.start')}, ${timestamp('n.stop')}, n.cells::bigint, n.current::float8[], n.missing
       FROM unnest($1::int[], $2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[], $7::float8[])
         AS n(series, name, start, stop, cells, current, missing)
       ORDER BY n.series, n.name, n.stop
       ON CONFLICT (series_id, window_name, window_end) DO UPDATE SET window_start = excluded.window_start,
         cells_id = excluded.cells_id, current = excluded.current, current_missing = excluded.current_missing`,
      [
        chunk.map(({ series }) => series),
        chunk.map(({ record }) => record.windowName),
        chunk.map(({ record }) => record.from),
        chunk.map(({ record }) => record.to),
        chunk.map(({ key }) => ids.get(key)),
        chunk.map(({ record }) => arrayText(record.current)),
        chunk.map(({ record }) => storableCount(record.missing.current)),
      ],
    );
  }
}

/** Keeps cells that are new, and finds the numbers of all. */
async function cellIds(
  transaction: Queryable,
  cells: readonly KeptCells[],
  ids: Map<string, string>,
): Promise<void> {
  const values = [cells.map(({ series }) => series), cells.map(({ digest }) => digest)];
  await transaction.query(
    `INSERT INTO drift.distribution_cells (series_id, digest, uppers, categories, reference, reference_missing)
     SELECT n.series, n.digest, n.uppers::float8[],
       CASE WHEN n.categories IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(n.categories::jsonb)) END,
       n.reference::float8[], n.missing
     FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[])
       AS n(series, digest, uppers, categories, reference, missing)
     WHERE NOT EXISTS (SELECT FROM drift.distribution_cells c WHERE c.series_id = n.series AND c.digest = n.digest)
     ORDER BY n.series, n.digest
     ON CONFLICT DO NOTHING`,
    [
      ...values,
      cells.map(({ uppers }) => uppers),
      cells.map(({ categories }) => categories),
      cells.map(({ reference }) => reference),
      cells.map(({ missing }) => missing),
    ],
  );
  const found = await transaction.query<{ id: string; series: number; digest: string }>(
    `SELECT c.id::text AS id, c.series_id AS series, c.digest FROM drift.distribution_cells c
     JOIN unnest($1::int[], $2::text[]) AS n(series, digest) ON n.series = c.series_id AND n.digest = c.digest`,
    values,
  );
  for (const { id, series, digest } of found) ids.set(`${series} ${digest}`, id);
}

/** Kept distributions, by time, window and feature. */
export async function readDistributions(
  queryable: Queryable,
  query: ScoreQuery,
): Promise<DistributionRecord[]> {
  const { model, feature, window, segment = '', from, to } = query;
  const rows = await queryable.query<{
    window_name: string;
    feature: string;
    start: number;
    stop: number;
    uppers: number[] | null;
    categories: string[] | null;
    reference: number[];
    current: number[];
    reference_missing: number;
    current_missing: number;
  }>(
    `SELECT t.window_name, s.feature, ${milliseconds('t.window_start')} AS start, ${milliseconds('t.window_end')} AS stop,
       c.uppers, c.categories, c.reference, c.reference_missing, t.current, t.current_missing
     FROM drift.distributions t JOIN drift.series s ON s.id = t.series_id JOIN drift.distribution_cells c ON c.id = t.cells_id
     WHERE s.model = $1 AND ($2::text IS NULL OR s.feature = $2) AND s.segment = $3
       AND ($4::text IS NULL OR t.window_name = $4)
       AND ($5::float8 IS NULL OR t.window_end >= ${timestamp('$5')}) AND ($6::float8 IS NULL OR t.window_end < ${timestamp('$6')})
     ORDER BY t.window_end, t.window_name, s.id`,
    [
      storableText(model),
      feature === undefined ? null : storableText(feature),
      storableText(segment),
      window ?? null,
      from === undefined ? null : storableTime(from.getTime()),
      to === undefined ? null : storableTime(to.getTime()),
    ],
  );
  return rows.map((row) => ({
    windowName: row.window_name,
    segment,
    feature: row.feature,
    from: row.start,
    to: row.stop,
    ...(row.uppers === null ? {} : { uppers: Float64Array.from(row.uppers) }),
    ...(row.categories === null ? {} : { categories: row.categories }),
    reference: Float64Array.from(row.reference),
    current: Float64Array.from(row.current),
    missing: { reference: row.reference_missing, current: row.current_missing },
  }));
}

function cellsOf(record: DistributionRecord, series: number): KeptCells {
  const { uppers, categories, reference, missing } = record;
  const cells = {
    uppers: uppers === undefined ? null : `{${uppers.join(',')}}`,
    categories: categories === undefined ? null : storableJson(categories),
    reference: arrayText(reference),
    missing: storableCount(missing.reference),
  };
  const digest = createHash('sha256').update(JSON.stringify(cells)).digest('base64').slice(0, 22);
  return { record, series, digest, key: `${series} ${digest}`, ...cells };
}

/** Counts as PostgreSQL reads an array. */
function arrayText(counts: Float64Array): string {
  return `{${Array.from(counts, storableCount).join(',')}}`;
}
