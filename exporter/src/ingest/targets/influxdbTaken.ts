import { equals, pipe, pointsIn } from '../../sources/flux.js';
import type { InfluxClient } from '../../sources/influxdbClient.js';
import { INGEST_ROW } from '../../sources/influxdbPoints.js';
import { NUMBERS, seriesOf, type InfluxLine } from './influxdbLines.js';
import type { Refusal } from './target.js';

const MILLISECOND = 1_000_000n;
/** Columns of an answer that are no tags. */
const APART = new Set(['result', 'table', '_time', '_value', '_field', '_measurement']);

/**
 * Rows whose point another row is already: one of equal series and millisecond whose number is a multiple of a million rows away. Where
 * no number is as far away, nobody is asked.
 * @param next numbers of all rows lie below
 */
export async function takenPoints(
  client: InfluxClient,
  measurement: string,
  lines: readonly InfluxLine[],
  next: number,
): Promise<Refusal[]> {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return [];
  const [below, above] = [last.number - NUMBERS, first.number + NUMBERS];
  const own = new Map<string, InfluxLine>();
  const refusals: Refusal[] = [];
  const refuse = ({ row }: InfluxLine): void =>
    void refusals.push({
      row,
      message: `has the time and the tags of another row, ${NUMBERS.toLocaleString('en')} rows away; add a tag that tells such rows apart (ingest.tags)`,
    });
  for (const line of lines) {
    const id = `${line.time} ${line.series}`;
    if (own.has(id)) refuse(line);
    else own.set(id, line);
  }
  if (below < 0 && above >= next) return refusals;
  const times = lines.map(({ time }) => time / MILLISECOND);
  const least = times.reduce((a, b) => (a < b ? a : b));
  const most = times.reduce((a, b) => (a > b ? a : b));
  const conditions = [
    ...[equals('_measurement', measurement), equals('_field', INGEST_ROW)],
    `(r._value <= ${below} or r._value >= ${above})`,
  ];
  const span = { from: Number(least) - 1, to: Number(most) + 2 };
  const flux = pipe(pointsIn(client.bucket, span, conditions), 'drop(columns: ["_start", "_stop"])');
  await client.query(flux, (row) => {
    const tags = new Map(
      row.columns.filter((name) => !APART.has(name)).map((name) => [name, row.value(name)]),
    );
    const id = `${nanoseconds(row.value('_time'))} ${seriesOf(measurement, tags)}`;
    const line = own.get(id);
    if (line !== undefined) refuse(line);
    own.delete(id);
  });
  return refusals;
}

/** Of a time such as `2024-01-01T00:00:00.000000005Z`, since the epoch. */
function nanoseconds(text: string): bigint {
  const [, second = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return BigInt(Date.parse(`${second}Z`)) * MILLISECOND + BigInt(fraction.padEnd(9, '0'));
}
