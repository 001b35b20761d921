import { booleanArray, doubleArray, integerArray, textArray } from '../binaryArrays.js';
import { inChunks } from '../chunks.js';
import { storableCount, storableText, storableTime, timestamp, type Queryable } from '../database.js';
import { lastByKey } from '../lastByKey.js';
import type { FindingField, FindingTable } from './findingTable.js';

const ROWS_AT_ONCE = 2_000;

/** A record of any table. */
export type Finding = Readonly<Record<string, unknown>>;

/** Whose the rows are. */
export interface Owner {
  readonly model: string;
  readonly version: string;
  /** The number of a feature's series. */
  readonly seriesOf: (feature: string) => number;
}

/** Puts records in place of those with their key; one whose number is none is left out. */
export async function putRows(
  transaction: Queryable,
  table: FindingTable,
  { model, version, seriesOf }: Owner,
  findings: readonly Finding[],
): Promise<void> {
  const fields = Object.entries(table.fields);
  const known = findings.filter((finding) =>
    fields.every(([name, { type, optional }]) => optional || type !== 'number' || isNumber(finding[name])),
  );
  const bySeries = table.owner === 'series';
  const series = (finding: Finding): number => (bySeries ? seriesOf(String(finding.feature)) : 0);
  const unique = lastByKey(known, (finding) =>
    JSON.stringify([series(finding), ...table.key.map((name) => storable(finding[name]))]),
  );
  const ownersOf = (chunk: readonly Finding[]): unknown[] =>
    bySeries ? [integerArray(chunk.map(series))] : [storableText(model), version];
  if (table.wholeWindows === true) {
    for (const chunk of inChunks(unique, ROWS_AT_ONCE)) {
      const window = [arrayOf('windowName', table, chunk), arrayOf('to', table, chunk)];
      await transaction.query(clearingSql(table), [...ownersOf(chunk), ...window]);
    }
  }
  for (const chunk of inChunks(unique, ROWS_AT_ONCE)) {
    const values = fields.map(([name]) => arrayOf(name, table, chunk));
    await transaction.query(insertionSql(table), [...ownersOf(chunk), ...values]);
  }
}

/** Rows come in one order for all, so that no two writers wait for each other. */
function insertionSql({ name, owner, fields, key, defaults = [] }: FindingTable): string {
  const all = Object.values(fields);
  const keyColumns = key.map((property) => fields[property]?.column ?? property);
  const owners = owner === 'series' ? ['series_id'] : ['model', 'version'];
  const arrays = [...(owner === 'series' ? ['int'] : []), ...all.map(({ type }) => SQL_TYPES[type])];
  const first = owner === 'series' ? 1 : 3;
  const columns = all.map(({ column }) => column);
  const given = [...(owner === 'series' ? ['series_id'] : []), ...columns];
  return `INSERT INTO drift.${name} (${[...owners, ...columns].join(', ')})
    SELECT ${[owner === 'series' ? 'n.series_id' : '$1::text, $2::text', ...all.map(fromArray)].join(', ')}
    FROM unnest(${arrays.map((type, index) => `$${index + first}::${type}[]`).join(', ')}) AS n(${given.join(', ')})
    ORDER BY ${[...(owner === 'series' ? ['series_id'] : []), ...keyColumns].map((column) => `n.${column}`).join(', ')}
    ON CONFLICT (${[...owners, ...defaults, ...keyColumns].join(', ')}) DO UPDATE SET
      ${columns
        .filter((column) => !keyColumns.includes(column))
        .map((column) => `${column} = excluded.${column}`)
        .join(', ')}`;
}

/** Of tables of series only. */
function clearingSql({ name }: FindingTable): string {
  return `DELETE FROM drift.${name} t USING unnest($1::int[], $2::text[], $3::float8[]) AS n(series_id, window_name, window_end)
    WHERE t.series_id = n.series_id AND t.window_name = n.window_name AND t.window_end = ${timestamp('n.window_end')}`;
}

const SQL_TYPES: Readonly<Record<FindingField['type'], string>> = {
  ...{ text: 'text', number: 'float8', whole: 'float8', count: 'float8', truth: 'boolean', time: 'float8' },
};

function fromArray({ column, type }: FindingField): string {
  if (type === 'time') return timestamp(`n.${column}`);
  return type === 'whole' ? `n.${column}::int` : `n.${column}`;
}

function arrayOf(name: string, { fields }: FindingTable, findings: readonly Finding[]): Buffer {
  const values = findings.map((finding) => finding[name]);
  switch (fields[name]?.type) {
    case 'text':
      return textArray(values.map((value) => (typeof value === 'string' ? storableText(value) : null)));
    case 'truth':
      return booleanArray(values.map((value) => (typeof value === 'boolean' ? value : null)));
    case 'time':
      return doubleArray(values.map((value) => storableTime(Number(value))));
    case 'count':
      return doubleArray(values.map((value) => storableCount(Number(value))));
    default:
      return doubleArray(values.map((value) => (isNumber(value) ? value : null)));
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** As the database tells keys apart. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  return typeof value === 'number' ? storableTime(value) : value;
}
