import { WHOLE_TIME } from '../../sources/flux.js';
import { INGEST_ROW } from '../../sources/influxdbPoints.js';
import { quoteIdentifier, quoteText } from '../../sources/sql.js';
import type { Batch } from '../batch.js';
import type { OutputColumn } from '../shape.js';
import type { Numbering } from './influxdbLedger.js';
import type { Refusal } from './target.js';

/** Rows of equal series and time that come so many rows after each other would be one point: nanoseconds of a millisecond. */
export const NUMBERS = 1_000_000;

/** What rows of a measurement are like. */
export interface InfluxShape {
  readonly measurement: string;
  /** The column of the points' times. */
  readonly time: string;
  readonly tags: ReadonlySet<string>;
  readonly numbering: readonly Numbering[];
}

/** A row as InfluxDB takes it. */
export interface InfluxLine {
  readonly row: number;
  readonly line: string;
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  /** The row's number in the measurement. */
  readonly number: number;
  /** Measurement and tags, as they are written. */
  readonly series: string;
}

/** Rows of a batch that no point can hold, each with the first reason. */
export async function refusedByInflux(batch: Batch, { time, tags }: InfluxShape): Promise<Refusal[]> {
  const at = millisecond(time);
  const cases = [
    `WHEN ${at} IS NULL THEN 'has no time'`,
    `WHEN ${at} <= ${WHOLE_TIME.from} OR ${at} >= ${WHOLE_TIME.to} THEN 'its time is not from 1677 to 2262'`,
    ...batch.columns
      .filter(({ name }) => name !== time)
      .flatMap((column) =>
        impossible(column, tags).map(
          ([sql, why]) => `WHEN ${sql} THEN ${quoteText(`${column.name} ${why}`)}`,
        ),
      ),
  ];
  const rows = await batch.scratch.query(
    `SELECT __row, why FROM (SELECT __row, CASE ${cases.join(' ')} END AS why FROM batch) WHERE why IS NOT NULL`,
  );
  return rows.map(([row, message]) => ({ row: Number(row), message: String(message) }));
}

/** The rows of a batch in the line protocol, but for some. */
export async function linesOf(
  batch: Batch,
  { measurement, time, tags, numbering }: InfluxShape,
  without: readonly Refusal[],
): Promise<InfluxLine[]> {
  const columns = batch.columns.filter(({ name }) => name !== time);
  const series = columns.filter(({ name }) => tags.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const fields = columns.filter(({ name }) => !tags.has(name));
  const number = numbering.reduce(
    (before, { row, number: first }) =>
      `CASE WHEN __row >= ${row} THEN __row + ${first - row} ELSE ${before} END`,
    '__row',
  );
  const start = concat([quoteText(escapeMeasurement(measurement)), ...series.map(tagItem)]);
  const line = concat([
    '__series',
    quoteText(` ${INGEST_ROW}=`),
    '__number',
    "'i'",
    ...fields.map(fieldItem),
    "' '",
    '__time',
  ]);
  const refused = [-1, ...without.map(({ row }) => row)].join(', ');
  const points = batch.scratch.stream(`
    SELECT __row, __number, __time::VARCHAR, __series, ${line} FROM (
      SELECT *, TRY(${millisecond(time)} * ${NUMBERS} + __number % ${NUMBERS}) AS __time, ${start} AS __series FROM (
        SELECT *, ${number} AS __number FROM batch WHERE __row NOT IN (${refused})))`);
  const lines: InfluxLine[] = [];
  for await (const chunk of points) {
    for (const [row, number, time, series, line] of chunk) {
      lines.push({
        ...{ row: Number(row), number: Number(number), time: BigInt(String(time)) },
        ...{ series: String(series), line: String(line) },
      });
    }
  }
  return lines;
}

/** Measurement and tags as `InfluxLine.series` has them; tags without a value are none. */
export function seriesOf(measurement: string, tags: ReadonlyMap<string, string>): string {
  const items = [...tags].filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  return [escapeMeasurement(measurement), ...items.map((item) => item.map(escapeKey).join('='))].join(',');
}

/** What no point can hold of a column, as SQL and in words. */
function impossible({ name, type }: OutputColumn, tags: ReadonlySet<string>): [sql: string, why: string][] {
  const value = quoteIdentifier(name);
  if (tags.has(name)) {
    // a backslash cannot be escaped, only what comes after it
    const pattern = String.raw`[\r\n]|(^|[^\\])(\\\\)*\\([,= ]|$)`;
    return [
      [
        `regexp_matches(${value}::VARCHAR, ${quoteText(pattern)})`,
        'has a line break, or a backslash at its end or before a comma, = or space, which no tag can hold',
      ],
    ];
  }
  return /^(DOUBLE|FLOAT)$/.test(type) ? [[`isinf(${value})`, 'is infinite, which no field can hold']] : [];
}

/** SQL of a time in milliseconds since the epoch, rounded down. */
function millisecond(time: string): string {
  const microseconds = `epoch_us(${quoteIdentifier(time)}::TIMESTAMPTZ)`;
  return `((${microseconds} - (${microseconds} % 1000 + 1000) % 1000) // 1000)`;
}

/** `,name=value`, or NULL, which `concat` leaves out. */
function tagItem({ name }: OutputColumn): string {
  const value = `regexp_replace(nullif(${quoteIdentifier(name)}::VARCHAR, ''), '([,= ])', '\\\\\\1', 'g')`;
  return `${quoteText(`,${escapeKey(name)}=`)} || ${value}`;
}

function fieldItem({ name, type }: OutputColumn): string {
  return `${quoteText(`,${escapeKey(name)}=`)} || ${fieldValue(quoteIdentifier(name), type)}`;
}

function fieldValue(value: string, type: string): string {
  if (type === 'BOOLEAN') return `${value}::VARCHAR`;
  if (type === 'UBIGINT') return `(${value}::VARCHAR || 'u')`;
  if (/^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/.test(type)) return `(${value}::BIGINT::VARCHAR || 'i')`;
  if (/^(FLOAT|DOUBLE|DECIMAL|U?HUGEINT)/.test(type)) {
    return `CASE WHEN isfinite(${value}::DOUBLE) THEN ${value}::DOUBLE::VARCHAR END`;
  }
  return `('"' || replace(replace(${value}::VARCHAR, '\\', '\\\\'), '"', '\\"') || '"')`;
}

function escapeMeasurement(text: string): string {
  return text.replaceAll(/[, ]/g, '\\$&');
}

function escapeKey(text: string): string {
  return text.replaceAll(/[,= ]/g, '\\$&');
}

function concat(items: readonly string[]): string {
  return `concat(${items.join(', ')})`;
}
