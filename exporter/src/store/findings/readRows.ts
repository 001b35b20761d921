import { milliseconds, type Queryable } from '../database.js';
import type { FindingTable } from './findingTable.js';
import type { Finding } from './putRows.js';

/** The records that a table's rows `t` are; `from` is what follows the columns, with the series as `s` where rows are a feature's. */
export async function readRows(
  queryable: Queryable,
  { owner, fields, key, end }: FindingTable,
  from: string,
  values: readonly unknown[],
): Promise<Finding[]> {
  const columns = Object.values(fields).map(({ column, type }) =>
    type === 'time' ? `${milliseconds(`t.${column}`)} AS ${column}` : `t.${column}`,
  );
  const owners = owner === 'series' ? ['s.version', 's.feature'] : ['t.version'];
  const order = [
    `t.${end}`,
    ...(owner === 'series' ? ['s.id'] : ['t.version']),
    ...key.map((name) => `t.${fields[name]?.column}`),
  ];
  const rows = await queryable.query<Record<string, unknown>>(
    `SELECT ${[...owners, ...columns].join(', ')} ${from} ORDER BY ${order.join(', ')}`,
    values,
  );
  return rows.map((row) => {
    const finding: Record<string, unknown> = { version: row.version };
    if (owner === 'series') finding.feature = row.feature;
    for (const [name, { column, type }] of Object.entries(fields)) {
      const value = row[column] ?? (type === 'count' ? 0 : undefined);
      if (value !== undefined) finding[name] = value;
    }
    return finding;
  });
}
