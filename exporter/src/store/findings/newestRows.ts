import { storableText, type Queryable } from '../database.js';
import type { FindingTable } from './findingTable.js';
import type { Finding } from './putRows.js';
import { readRows } from './readRows.js';

/** The newest rows: those of the newest window of a length, or the newest of each feature or detector. */
export function newestRows(
  queryable: Queryable,
  table: FindingTable,
  model: string,
  version: string,
  windowName: string,
): Promise<Finding[]> {
  const owner = [storableText(model), version];
  return table.end === 'window_end'
    ? readRows(queryable, table, ofWindow(table), [...owner, storableText(windowName)])
    : readRows(queryable, table, ofEach(table), owner);
}

/** Ends are looked up series by series, each at the end of its stretch of the key. */
function ofWindow({ name, owner }: FindingTable): string {
  if (owner === 'model') {
    const where = (row: string): string =>
      `${row}.model = $1 AND ${row}.version = $2 AND ${row}.window_name = $3`;
    return `FROM drift.${name} t WHERE ${where('t')}
      AND t.window_end = (SELECT max(x.window_end) FROM drift.${name} x WHERE ${where('x')})`;
  }
  return `FROM drift.series s JOIN drift.${name} t ON t.series_id = s.id
    WHERE s.model = $1 AND s.version = $2 AND t.window_name = $3 AND t.window_end = (
      SELECT max(b.last) FROM drift.series x CROSS JOIN LATERAL (
        SELECT max(w.window_end) AS last FROM drift.${name} w WHERE w.series_id = x.id AND w.window_name = $3) b
      WHERE x.model = $1 AND x.version = $2)`;
}

function ofEach({ name, owner, end, fields, key }: FindingTable): string {
  if (owner === 'series') {
    return `FROM drift.series s CROSS JOIN LATERAL (
        SELECT * FROM drift.${name} w WHERE w.series_id = s.id ORDER BY w.${end} DESC LIMIT 1) t
      WHERE s.model = $1 AND s.version = $2`;
  }
  const each = fields[key[0] ?? '']?.column;
  return `FROM (SELECT DISTINCT ON (${each}) * FROM drift.${name} WHERE model = $1 AND version = $2
      ORDER BY ${each}, ${end} DESC) t`;
}
