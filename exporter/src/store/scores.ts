import type { FeatureResult, Severity } from '../detection/result.js';
import { booleanArray, doubleArray, integerArray, textArray } from './binaryArrays.js';
import { inChunks } from './chunks.js';
import {
  milliseconds,
  storableJson,
  storableText,
  storableTime,
  timestamp,
  type Queryable,
} from './database.js';
import { rollUpScores } from './dailyScores.js';
import { lastByKey } from './lastByKey.js';
import type { CheckCommit, ScorePoint, ScoreRecord } from './records.js';
import {
  columnValues,
  otherStatistics,
  resultOf,
  scoreColumns,
  type ScoreColumnName,
  type ScoreValues,
} from './scoreColumns.js';
import { seriesIds } from './series.js';

/** Which scores of a model: all that end in [from, to), of every feature and window where those are absent. */
export interface ScoreQuery {
  readonly model: string;
  readonly feature?: string;
  readonly window?: string;
  /** Empty for all rows. */
  readonly segment?: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** A score as it was kept, with the version of the reference that it compares with. */
export interface KeptScore extends ScoreRecord {
  readonly version: string;
}

const ROWS_AT_ONCE = 2_000;
const names = Object.keys(scoreColumns) as ScoreColumnName[];
const fixed = ['window_name', 'drifted', 'severity', 'reason', 'other_statistics'] as const;
const all = ['series_id', 'window_start', 'window_end', ...fixed, ...names];
const types = [
  ...['int', 'float8', 'float8', 'text', 'boolean', 'text', 'text', 'text'],
  ...names.map((name) => scoreColumns[name].type),
];
const insertSql = `INSERT INTO drift.scores (${all.join(', ')})
  SELECT n.series_id, ${timestamp('n.window_start')}, ${timestamp('n.window_end')}, n.window_name, n.drifted, n.severity,
    n.reason, n.other_statistics::jsonb, ${names.map((name) => `n.${name}`).join(', ')}
  FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) AS n(${all.join(', ')})
  ORDER BY n.series_id, n.window_name, n.window_end
  ON CONFLICT (series_id, window_name, window_end) DO UPDATE SET
    ${['window_start', ...fixed.slice(1), ...names].map((name) => `${name} = excluded.${name}`).join(', ')}`;

export async function putScores(
  transaction: Queryable,
  { model, version, scores }: CheckCommit,
): Promise<void> {
  const idOf = await seriesIds(
    transaction,
    model,
    version,
    scores.map(({ segment, result: { feature, kind } }) => ({ segment, feature, kind })),
  );
  const unique = lastByKey(
    scores,
    ({ segment, windowName, to, result }) => `${idOf(segment, result.feature)} ${windowName} ${to}`,
  );
  for (const chunk of inChunks(unique, ROWS_AT_ONCE)) {
    const texts = (of: (score: ScoreRecord) => string): Buffer => textArray(chunk.map(of));
    await transaction.query(insertSql, [
      integerArray(chunk.map(({ segment, result }) => idOf(segment, result.feature))),
      doubleArray(chunk.map(({ from }) => storableTime(from))),
      doubleArray(chunk.map(({ to }) => storableTime(to))),
      texts(({ windowName }) => storableText(windowName)),
      booleanArray(chunk.map(({ result }) => result.drifted)),
      texts(({ result }) => result.severity),
      texts(({ result }) => storableText(result.reason)),
      textArray(chunk.map(otherStatistics).map((other) => other && storableJson(other))),
      ...names.map((name) => columnArray(name, chunk)),
    ]);
  }
  await putLatest(transaction, scores, idOf);
  await rollUpScores(
    transaction,
    unique.map(({ segment, windowName, to, result }) => ({
      series: idOf(segment, result.feature),
      windowName: storableText(windowName),
      to,
    })),
  );
}

function columnArray(name: ScoreColumnName, scores: readonly ScoreRecord[]): Buffer {
  const values = columnValues(name, scores);
  switch (scoreColumns[name].type) {
    case 'double precision':
      return doubleArray(values as (number | null)[]);
    case 'boolean':
      return booleanArray(values as (boolean | null)[]);
    case 'text':
      return textArray(values as (string | null)[]);
  }
}

/** Keeps the newest score of each window apart. */
async function putLatest(
  transaction: Queryable,
  scores: readonly ScoreRecord[],
  idOf: (segment: string, feature: string) => number,
): Promise<void> {
  const newest = new Map<string, ScoreRecord & { readonly series: number }>();
  for (const score of scores) {
    const series = idOf(score.segment, score.result.feature);
    const key = `${series} ${score.windowName}`;
    if ((newest.get(key)?.to ?? -Infinity) <= score.to) newest.set(key, { ...score, series });
  }
  const rows = [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, score]) => score);
  if (rows.length === 0) return;
  await transaction.query(
    `INSERT INTO drift.latest_scores (series_id, window_name, window_start, window_end, drifted, severity, psi)
     SELECT n.series, n.name, ${timestamp('n.start')}, ${timestamp('n.stop')}, n.drifted, n.severity, n.psi
     FROM unnest($1::int[], $2::text[], $3::float8[], $4::float8[], $5::boolean[], $6::text[], $7::float8[])
       AS n(series, name, start, stop, drifted, severity, psi)
     ON CONFLICT (series_id, window_name) DO UPDATE SET window_start = excluded.window_start,
       window_end = excluded.window_end, drifted = excluded.drifted, severity = excluded.severity, psi = excluded.psi
     WHERE latest_scores.window_end <= excluded.window_end`,
    [
      rows.map(({ series }) => series),
      rows.map(({ windowName }) => windowName),
      rows.map(({ from }) => from),
      rows.map(({ to }) => to),
      rows.map(({ result }) => result.drifted),
      rows.map(({ result }) => result.severity),
      columnValues('psi', rows),
    ],
  );
}

/** Scores of one window of one feature, oldest first; after a promotion those of the newer reference where both have one. */
export async function readHistory(
  queryable: Queryable,
  query: ScoreQuery & { readonly feature: string; readonly window: string },
): Promise<ScorePoint[]> {
  const rows = await queryable.query<Omit<ScorePoint, 'to'> & { to: number }>(
    `SELECT DISTINCT ON (t.window_end) ${milliseconds('t.window_end')} AS "to", t.psi, t.psi_noise_floor AS "noiseFloor",
       t.psi_reference_variation AS "referenceVariation", t.missing_psi AS "missingPsi", t.drifted, t.severity, s.version,
       t.rows_current AS rows
     ${fromWhere} ORDER BY t.window_end, s.id DESC`,
    valuesOf(query),
  );
  return rows.map(({ to, ...point }) => ({ to: new Date(to), ...point }));
}

/** Scores with every statistic, by time, window and feature. */
export async function readScores(queryable: Queryable, query: ScoreQuery): Promise<KeptScore[]> {
  type Stored = ScoreValues & {
    version: string;
    segment: string;
    feature: string;
    kind: FeatureResult['kind'];
    window_name: string;
    window_start: number;
    window_end: number;
    drifted: boolean | null;
    severity: Severity;
    reason: string;
    other_statistics: Readonly<Record<string, object>> | null;
  };
  const rows = await queryable.query<Stored>(
    `SELECT s.version, s.segment, s.feature, s.kind, ${milliseconds('t.window_start')} AS window_start,
       ${milliseconds('t.window_end')} AS window_end, ${[...fixed, ...names].map((name) => `t.${name}`).join(', ')}
     ${fromWhere} ORDER BY t.window_end, t.window_name, s.id`,
    valuesOf(query),
  );
  return rows.map((row) => {
    const { threshold_small: small, threshold_significant: significant, threshold_critical: critical } = row;
    const thresholds =
      typeof small === 'number' && typeof significant === 'number'
        ? { thresholds: { small, significant, critical: typeof critical === 'number' ? critical : Infinity } }
        : {};
    const { feature, kind, drifted, severity, reason, segment, version } = row;
    return {
      version,
      windowName: row.window_name,
      segment,
      from: row.window_start,
      to: row.window_end,
      result: { feature, kind, drifted, severity, reason, ...resultOf(row, row.other_statistics) },
      ...thresholds,
    };
  });
}

const fromWhere = `FROM drift.scores t JOIN drift.series s ON s.id = t.series_id
  WHERE s.model = $1 AND ($2::text IS NULL OR s.feature = $2) AND s.segment = $3
    AND ($4::text IS NULL OR t.window_name = $4)
    AND ($5::float8 IS NULL OR t.window_end >= ${timestamp('$5')}) AND ($6::float8 IS NULL OR t.window_end < ${timestamp('$6')})`;

function valuesOf({ model, feature, window, segment = '', from, to }: ScoreQuery): unknown[] {
  return [
    storableText(model),
    feature === undefined ? null : storableText(feature),
    storableText(segment),
    window ?? null,
    from === undefined ? null : storableTime(from.getTime()),
    to === undefined ? null : storableTime(to.getTime()),
  ];
}
